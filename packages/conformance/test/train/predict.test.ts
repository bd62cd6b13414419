import { expect, test } from '@jest/globals';
import { tensor } from '@gradspec/spec';
import { accuracy, classesOf, percent, rowsOf } from '../../src/train/predict.ts';

const scores = tensor('float64', [2, 2, 3], [1, 5, -2, 7, 7, 0, -3, -2, -1, 0, 0, 4]);

test('rows run along the last axis', () => {
  expect(rowsOf(scores)).toEqual([
    [1, 5, -2],
    [7, 7, 0],
    [-3, -2, -1],
    [0, 0, 4],
  ]);
});

test('the class of a row is its largest score, the first of equals', () => {
  expect(classesOf(scores)).toEqual([1, 0, 2, 2]);
});

test('accuracy is the share of classes that are right', () => {
  expect(accuracy([1, 0, 2, 2], Int32Array.of(1, 1, 2, 2))).toBe(0.75);
});

test('a percentage has one decimal where it needs one', () => {
  expect([0.984, 1, 0.9999].map(percent)).toEqual(['98.4 %', '100 %', '100 %']);
});
