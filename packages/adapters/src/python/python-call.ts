/**
 * What the Python programs of `python/` are asked: a call is opened with its tensors, run, read and closed.
 *
 * @module
 */
import { arrayOf, type Call, type FloatTensor, type OperatorName } from '@gradspec/spec';
import type { Tensors } from '../engine.ts';
import type { PythonProcess } from './python-process.ts';

interface Sent {
  readonly dtype: FloatTensor['dtype'];
  readonly shape: readonly number[];
  /** Base64 of the elements, little-endian. */
  readonly data: string;
}

function send({ dtype, shape, data }: FloatTensor): Sent {
  return {
    dtype,
    shape,
    data: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64'),
  };
}

function receive({ dtype, shape, data }: Sent): FloatTensor {
  const raw = new Uint8Array(Buffer.from(data, 'base64'));
  return { dtype, shape, data: new (arrayOf(dtype))(raw.buffer) } as FloatTensor;
}

/** Tensors by name as the program reads them; those that are not given are left out. */
export const sendAll = (tensors: object): Readonly<Record<string, Sent>> =>
  Object.fromEntries(
    Object.entries(tensors as Record<string, FloatTensor | undefined>).flatMap(([name, given]) =>
      given ? [[name, send(given)]] : [],
    ),
  );

/** An open call. */
export interface PythonCall {
  /** Has something done, whose result stays there. */
  readonly run: (what: string, more?: object) => () => Promise<void>;
  /** Has something done and its tensors brought here. */
  readonly read: (what: string) => Promise<Tensors>;
}

let calls = 0;

/** Opens a call; `more` goes with its operator and inputs. @throws Error with the program's words. */
export async function openCall(
  python: PythonProcess,
  { operator, inputs }: Call<OperatorName>,
  more: object,
): Promise<PythonCall> {
  const id = ++calls;
  const ask = (what: string, rest: object = {}) => python.ask({ do: what, call: id, ...rest });
  await ask('open', { operator, inputs: sendAll(inputs), ...more });
  return {
    run: (what, rest) => async () => void (await ask(what, rest)),
    async read(what) {
      const { tensors } = await ask(what);
      const sent = Object.entries(tensors as Record<string, Sent>);
      return Object.fromEntries(sent.map(([name, one]) => [name, receive(one)]));
    },
  };
}
