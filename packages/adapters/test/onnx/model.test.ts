import { expect, test } from '@jest/globals';
import { onnxModel } from '../../src/onnx/model.ts';

test('a constant whose elements do not fill its shape is an error, not a model that reads past them', () => {
  const w = { shape: [2, 3], data: new Float32Array(5) };
  const graph = { nodes: [], constants: { w }, feeds: {}, outputs: [] };
  expect(() => onnxModel(graph)).toThrow('ONNX constant w has 5 elements, [2, 3] holds more or less');
});
