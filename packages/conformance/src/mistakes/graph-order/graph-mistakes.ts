/**
 * Mistakes of the backward pass through a graph: where it starts, in which order nodes run, and what is done at branches.
 *
 * Source: cs231n, "Backpropagation, Intuitions": gradients add up at forks.
 * @module
 */
import type { Run } from '@gradspec/graph';
import type { FloatTensor } from '@gradspec/spec';
import type { GraphBackward } from '../../runner/run-graph.ts';
import type { GraphMistake } from './graph-mistake.ts';
import { both, sweepWith } from './sweep.ts';
import { breadthFirst, depthFirst, firingAtEachArrival } from './wrong-orders.ts';

const cs231n = 'cs231n, Backpropagation, Intuitions';
const micrograd = 'Karpathy, micrograd: topological order and grad +=';

const filled = (one: FloatTensor, value: number): FloatTensor => both(one, one, () => value);

/** The gradients of a run and of every earlier call for it. */
function accumulating(): GraphBackward {
  const right = sweepWith({});
  const kept = new WeakMap<Run, ReadonlyMap<string, FloatTensor>>();
  return async (run, outputGrads) => {
    const before = kept.get(run);
    const fresh = await right(run, outputGrads);
    const all = new Map(
      [...fresh].map(([ref, one]) => [ref, before ? both(one, before.get(ref)!, (a, b) => a + b) : one]),
    );
    kept.set(run, all);
    return all;
  };
}

/** The mistakes of the backward pass. */
export const graphMistakes: readonly GraphMistake[] = [
  {
    id: 'graph/overwritten-at-branches',
    name: {
      en: 'where a value is read twice, the second gradient overwrites the first',
      ko: '갈라진 값의 기울기를 더하지 않고 덮어씀',
    },
    symptom: 'the gradient of a value with two readers is one of its two terms; right on trees',
    why: '= was written for +=',
    mend: 'start every gradient at 0 and add what arrives',
    source: micrograd,
    plant: () => sweepWith({ joined: (_sum, term) => term }),
  },
  {
    id: 'graph/first-branch-only',
    name: {
      en: 'where a value is read twice, only the first gradient to arrive is kept',
      ko: '갈라진 값의 기울기로 먼저 도착한 것만 남김',
    },
    symptom: 'the gradient of a value with two readers is one of its two terms; right on trees',
    why: 'a value that has a gradient is taken for done',
    mend: 'add every term, also to a gradient that is there',
    source: cs231n,
    plant: () => sweepWith({ joined: (sum) => sum }),
  },
  {
    id: 'graph/averaged-at-branches',
    name: {
      en: 'where a value is read twice, its gradients are averaged',
      ko: '갈라진 값의 기울기를 더하지 않고 평균함',
    },
    symptom: 'the gradient of a value with two readers is half of what it should be; right on trees',
    why: 'two readers are taken for two samples',
    mend: 'add the terms: both readers change when the value does',
    source: cs231n,
    plant: () => sweepWith({ joined: (sum, term) => both(sum, term, (a, b) => (a + b) / 2) }),
  },
  {
    id: 'graph/shared-parameter-overwritten',
    name: {
      en: 'an input of the graph that several nodes read keeps only the last gradient',
      ko: '여러 노드가 공유하는 파라미터의 기울기로 마지막 것만 남김',
    },
    symptom: 'gradients between nodes are right, those of shared weights are one term of several',
    why: 'each layer writes its own gradients, and nobody thought of two layers with the same weights',
    mend: 'add to a parameter’s gradient as to any other',
    source: 'the lecture notes on RNN, one weight for all steps',
    plant: () =>
      sweepWith({ joined: (sum, term, isInput) => (isInput ? term : both(sum, term, (a, b) => a + b)) }),
  },
  {
    id: 'graph/one-gradient-per-reader',
    name: {
      en: 'a node that reads a value twice, as x·x does, returns its gradient once',
      ko: '한 노드가 같은 값을 두 번 읽을 때(x·x) 기울기를 한 번만 더함',
    },
    symptom: 'x² has the derivative x',
    why: 'gradients are kept by the pair of nodes, and the second edge of a pair finds its place taken',
    mend: 'keep a term for each edge, not for each pair of nodes',
    source: micrograd,
    plant: () =>
      sweepWith({
        inputs: (reads) => reads.filter(([, ref], i) => reads.findIndex(([, other]) => other === ref) === i),
      }),
  },
  {
    id: 'graph/node-runs-before-its-readers',
    name: {
      en: 'nodes run depth-first from the end, each when it is first met',
      ko: '위상 정렬 없이 깊이 우선으로, 처음 만난 순간 노드를 역전파함',
    },
    symptom: 'values below a branch lack the terms that arrive after their node has run; right on trees',
    why: 'recursion over the inputs looks like the chain rule',
    mend: 'run nodes in reverse topological order: each after all that read it',
    source: micrograd,
    plant: () => sweepWith({ order: depthFirst }),
  },
  {
    id: 'graph/nodes-by-distance',
    name: {
      en: 'nodes run breadth-first from the end, by their distance from it',
      ko: '위상 정렬 없이 너비 우선으로(출력과의 거리 순서로) 역전파함',
    },
    symptom:
      'right where both ways of a branch are as long; values below a short cut lack the long way’s terms',
    why: 'layers are visited one after the other, and a short cut moves a node up',
    mend: 'order by the longest way from the end, which a topological order does',
    source: cs231n,
    plant: () => sweepWith({ order: breadthFirst }),
  },
  {
    id: 'graph/nodes-in-forward-order',
    name: {
      en: 'nodes run back in the order in which they ran forward',
      ko: '역전파를 순전파와 같은 순서로 실행함',
    },
    symptom: 'only the last node’s inputs have a gradient, all others 0',
    why: 'the list of nodes is not reversed',
    mend: 'reverse the order of the forward pass',
    source: micrograd,
    plant: () => sweepWith({ order: ({ steps }) => steps }),
  },
  {
    id: 'graph/node-runs-at-each-arrival',
    name: {
      en: 'a node runs again whenever a term arrives, with all that has arrived so far',
      ko: '기울기가 도착할 때마다 누적된 값으로 노드를 다시 역전파함',
    },
    symptom: 'values below a branch have terms that are counted twice or more',
    why: 'the recursion passes on the gradient that is kept, not the term that came',
    mend: 'run each node once, when all its terms are there',
    source: micrograd,
    plant: () => firingAtEachArrival,
  },
  {
    id: 'graph/seed-zero',
    name: { en: 'the pass starts with df/df = 0', ko: '출발점 df/df를 1이 아니라 0으로 둠' },
    symptom: 'every gradient is 0',
    why: 'gradients are set to 0 before the pass, the first one too',
    mend: 'start with the gradient that is given, 1 for the loss itself',
    source: micrograd,
    plant: () => sweepWith({ seed: (given) => filled(given, 0) }),
  },
  {
    id: 'graph/seed-of-ones',
    name: {
      en: 'the pass starts with ones, whatever gradient is given',
      ko: '주어진 출력 기울기를 무시하고 1에서 출발함',
    },
    symptom: 'right for a scalar loss; otherwise every output counts as much as any other',
    why: 'backward is only ever called on a loss',
    mend: 'start with the output gradient that is given',
    source: cs231n,
    plant: () => sweepWith({ seed: (given) => filled(given, 1) }),
  },
  {
    id: 'graph/local-gradients-not-chained',
    name: {
      en: 'each node returns its local gradient, not multiplied by what comes from above',
      ko: '국소 기울기에 위에서 온 기울기를 곱하지 않음',
    },
    symptom: 'the nodes next to a loss are right, all below are too large or too small',
    why: 'the local derivative is derived on paper, and the chain rule’s other factor is forgotten',
    mend: 'multiply by the upstream gradient in every node',
    source: cs231n,
    plant: () => sweepWith({ upstream: (gradient) => filled(gradient, 1) }),
  },
  {
    id: 'graph/one-output-of-several',
    name: {
      en: 'of a node with several outputs only the first one’s gradient is passed on',
      ko: '출력이 여럿인 노드에서 첫 출력의 기울기만 전달함',
    },
    symptom: 'right where one output is read; an lstm whose h and hT both reach the loss lacks a part',
    why: 'nodes were thought of as functions with one result',
    mend: 'hand a node the gradients of all its outputs at once',
    source: 'torch.nn documentation: LSTM, whose outputs overlap',
    plant: () => sweepWith({ outputs: ([first]) => (first ? [first] : []) }),
  },
  {
    id: 'graph/second-backward-accumulates',
    name: {
      en: 'a second backward adds to the gradients of the first',
      ko: '두 번째 역전파의 기울기가 첫 번째 것에 더해짐',
    },
    symptom: 'the first call is right, the second gives twice as much; training steps grow',
    why: 'gradients live in the nodes and are added to; zeroing them is left to the caller',
    mend: 'start each pass with gradients of its own',
    source: 'torch.optim documentation: zero_grad',
    plant: accumulating,
  },
];
