/**
 * What `explain` says in English.
 *
 * @module
 */
import type { Wording } from './wording.ts';

const counted = (count: number, one: string): string => `${count} more ${one}${count === 1 ? '' : 's'}`;
const hasHangul = (text: string): boolean => /\p{Script=Hangul}/u.test(text);

/** The words of English. */
export const english: Wording = {
  source: 'Source',
  documents: (documents, section) =>
    `document${documents.length === 1 ? '' : 's'} ${documents.join(', ')}` +
    (section && !hasHangul(section) ? `, “${section}”` : ''),
  status: {
    stated: 'the numbers are the document’s',
    derived: 'the numbers are derived from the document',
    reconstructed: 'the numbers are reconstructed from elsewhere',
  },
  reference: (reference) => reference,
  formula: 'Formula',
  shapes: 'Shapes',
  indices: 'Indices count from 1, in the order of the axes; an axis of size 1 has none.',
  nodes: 'Nodes',
  inputs: 'Inputs',
  empty: 'empty',
  forward: 'Forward',
  backward: 'Backward',
  outputGradients: (names) =>
    `Given: ${names.join(', ')}, the output gradient${names.length === 1 ? '' : 's'}.`,
  stateGradient: (symbol) =>
    `d${symbol} is all that comes back to ${symbol}: δ${symbol} and what everything after it sends.`,
  outsideGradient: 'At a node’s own states δ is what comes from outside, d all that comes back.',
  notGiven: 'No output gradients are given, so these are formulas only.',
  maxRoutes: 'A maximum sends the whole gradient to the element that it is.',
  allZero: (reason) => `every element: ${reason}`,
  zero: {
    unread: 'nothing reads it',
    unreached: 'no output gradient comes this way',
    notMaximum: 'never the maximum',
    clipped: 'cut off at 0',
    noState: 'it only meets the initial state 0',
  },
  constant: {
    pastEnd: 'past the end of the sequence',
    labelNotCounted: 'label −1 is not counted',
    emptySum: 'nothing to add up',
  },
  constantElements: (count, reason) => `${count} elements: ${reason}`,
  notes: 'Notes',
  tie: (equal, value) => `${equal} are all the maximum ${value}: the first takes the whole gradient.`,
  kink: (at) => `${at} is exactly 0, where the derivative is that of the side ≤ 0.`,
  labelsFromZero: 'Labels count from 0 and indices from 1: label 0 is the first score.',
  labelsNotCounted: (count) =>
    `${count === 1 ? 'One label is' : `${count} labels are`} −1: not counted, nor in a mean, and the gradient is 0 there.`,
  pastLength: 'Past its length a sequence is not read: h and the gradients are 0 there, whatever x holds.',
  moreTerms: (count) => `(+${count} term${count === 1 ? '' : 's'})`,
  moreElements: (count, symbols) =>
    `… and ${counted(count, 'element')} of ${symbols.length === 1 ? '' : 'each of '}${symbols.join(', ')}`,
  moreSlices: (count) => `… and ${counted(count, 'slice')}`,
  moreRows: (count) => `… and ${counted(count, 'row')}`,
  moreColumns: (count) => `… and ${counted(count, 'column')}`,
  columns: (first, last) => `(columns ${first} to ${last})`,
  relation: ({ kind, between: [a, b] }) =>
    ({ equal: `${a} = ${b}`, different: `${a} ≠ ${b}`, reversed: `${b} is ${a} read backwards` })[kind],
  atAGlance: (withGradients) =>
    withGradients ? 'At a glance: values above, gradients below' : 'At a glance',
  value: 'value',
  gradient: 'gradient',
  jacobian: 'Jacobian',
  jacobianOf: (output, input) =>
    `∂${output}/∂${input}: a row per element of ${output}, a column per element of ${input}`,
  contributions: 'Contributions',
  contributionsTo: (parameter) =>
    `What each loss (row) sends to ${parameter} through each time step (column)`,
  loss: (t) => `loss t = ${t}`,
  step: (s) => `step s = ${s}`,
  sum: 'sum',
  counts: 'Counts',
  cases: 'Cases',
  refused: 'Refused with',
  call: 'Call',
  notRefused: 'this call is accepted',
};
