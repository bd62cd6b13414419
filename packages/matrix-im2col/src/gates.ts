/**
 * The gates of computational graphs, one pass over two arrays of the same shape.
 *
 *   add       y = a + b         da = dy                           db = dy
 *   multiply  y = a · b         da = b · dy                       db = a · dy
 *   maximum   y = max(a, b)     da = dy where a wins, else 0      db = dy where b wins, else 0
 *
 * a wins where a ≥ b or a is NaN: of equals the first is the maximum, and so is the first NaN. The loser's gradient is 0
 * whatever dy is: nothing flows there, also not 0 · ∞.
 *
 * A branch on data is guessed wrong half of the time, which costs three times what the arithmetic does. So `maximum` reads
 * what it chooses from a pair, at the index that says who wins.
 *
 * Source: cs231n, "Backpropagation, Intuitions".
 * @module
 */
import { defineKernel } from '@gradspec/spec';
import { copied, filled } from './filled.ts';
import type { FloatArray } from '@gradspec/kernels';

/** y = a + b, float32 and float64. */
export const add = defineKernel('add', {
  forward: ({ inputs: { a, b } }) => ({
    outputs: { y: filled(a, (y) => addAll(a.data, b.data, y)) },
    saved: undefined,
  }),
  backward: (_call, { outputGrads: { y: dy }, wanted }) => ({
    ...(wanted.has('a') && { a: copied(dy) }),
    ...(wanted.has('b') && { b: copied(dy) }),
  }),
});

/** y = a · b, float32 and float64. */
export const multiply = defineKernel('multiply', {
  forward: ({ inputs: { a, b } }) => ({
    outputs: { y: filled(a, (y) => multiplyAll(a.data, b.data, y)) },
    saved: undefined,
  }),
  backward: ({ inputs: { a, b } }, { outputGrads: { y: dy }, wanted }) => ({
    ...(wanted.has('a') && { a: filled(a, (da) => multiplyAll(dy.data, b.data, da)) }),
    ...(wanted.has('b') && { b: filled(b, (db) => multiplyAll(dy.data, a.data, db)) }),
  }),
});

/** y = max(a, b), float32 and float64. */
export const maximum = defineKernel('maximum', {
  forward: ({ inputs: { a, b } }) => ({
    outputs: { y: filled(a, (y) => takeWinners(a.data, b.data, y)) },
    saved: undefined,
  }),
  backward: ({ inputs: { a, b } }, { outputGrads: { y: dy }, wanted }) => ({
    ...(wanted.has('a') && { a: filled(a, (da) => routeToFirst(a.data, b.data, dy.data, da)) }),
    ...(wanted.has('b') && { b: filled(b, (db) => routeToSecond(a.data, b.data, dy.data, db)) }),
  }),
});

function addAll(a: FloatArray, b: FloatArray, y: FloatArray): void {
  const count = y.length;
  for (let i = 0; i < count; i++) y[i] = a[i]! + b[i]!;
}

function multiplyAll(a: FloatArray, b: FloatArray, y: FloatArray): void {
  const count = y.length;
  for (let i = 0; i < count; i++) y[i] = a[i]! * b[i]!;
}

/** 1 where the first of two numbers is their maximum, else 0. */
function firstWins(a: number, b: number): number {
  return Number(a >= b) | Number(Number.isNaN(a));
}

function takeWinners(a: FloatArray, b: FloatArray, y: FloatArray): void {
  const count = y.length;
  const choice = new Float64Array(2); // b, or a where a wins
  for (let i = 0; i < count; i++) {
    choice[0] = b[i]!;
    choice[1] = a[i]!;
    y[i] = choice[firstWins(a[i]!, b[i]!)]!;
  }
}

function routeToFirst(a: FloatArray, b: FloatArray, dy: FloatArray, da: FloatArray): void {
  const count = da.length;
  const choice = new Float64Array(2); // 0, or dy where a wins
  for (let i = 0; i < count; i++) {
    choice[1] = dy[i]!;
    da[i] = choice[firstWins(a[i]!, b[i]!)]!;
  }
}

function routeToSecond(a: FloatArray, b: FloatArray, dy: FloatArray, db: FloatArray): void {
  const count = db.length;
  const choice = new Float64Array(2); // dy, or 0 where a wins
  for (let i = 0; i < count; i++) {
    choice[0] = dy[i]!;
    db[i] = choice[firstWins(a[i]!, b[i]!)]!;
  }
}
