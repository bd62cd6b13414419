/**
 * Vectors of an operator as NumPy's `.npz`: the arrays of vector `conv/primes-1d` are named `conv/primes-1d/inputs/x`,
 * `…/outputs/y`, `…/outputGrads/y`, `…/inputGrads/x`, in float64 (labels and lengths in int32), and `…/attributes` is JSON as
 * bytes. A `float32` part, the answers for inputs rounded to float32, is `…/float32/outputs/y` and so on.
 *
 * @module
 */
import type { JsonTensor, JsonTensors, OperatorVector } from '../vectors/types.ts';
import { npyFloats, npyIntegers, npyText } from './npy.ts';
import { storedZip } from './stored-zip.ts';

/** The bytes of the `.npz` of these vectors. */
export function npzOf(vectors: readonly OperatorVector[]): Uint8Array {
  const files = new Map<string, Uint8Array>();
  const put = (place: string, tensors: JsonTensors = {}) => {
    for (const [name, tensor] of Object.entries(tensors)) files.set(`${place}/${name}.npy`, npyOf(tensor));
  };
  for (const { id, attributes = {}, inputs, outputs, outputGrads, inputGrads, float32 } of vectors) {
    files.set(`${id}/attributes.npy`, npyText(JSON.stringify(attributes)));
    put(`${id}/inputs`, inputs);
    put(`${id}/outputs`, outputs);
    put(`${id}/outputGrads`, outputGrads);
    put(`${id}/inputGrads`, inputGrads);
    put(`${id}/float32/outputs`, float32?.outputs);
    put(`${id}/float32/inputGrads`, float32?.inputGrads);
  }
  return storedZip(files);
}

const npyOf = ({ dtype, shape, data }: JsonTensor): Uint8Array =>
  (dtype === 'int32' ? npyIntegers : npyFloats)(shape, data.map(Number));
