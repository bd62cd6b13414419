/** Linear layers, convolutions and pools, by their definitions. */
import { elementCount, type OperatorName, type Shape } from '@gradspec/spec';
import { dot, largest, plus, scaled, term, times, total, type Definition, type Term } from './tape.ts';

/** Every index of a shape, in row-major order. */
function indices(shape: Shape): readonly (readonly number[])[] {
  return Array.from({ length: elementCount(shape) }, (_, flat) => {
    let rest = flat;
    return shape.map((size, axis) => {
      const inner = elementCount(shape.slice(axis + 1));
      const index = Math.floor(rest / inner) % size;
      rest %= inner;
      return index;
    });
  });
}

const at = (terms: readonly Term[], shape: Shape, index: readonly number[]): Term | undefined =>
  index.some((i, axis) => i < 0 || i >= shape[axis]!)
    ? undefined
    : terms[index.reduce((flat, i, axis) => flat * shape[axis]! + i, 0)];

interface Sliding {
  readonly stride: readonly number[];
  readonly padding: readonly (readonly number[])[];
  readonly dilation: readonly number[];
}
/** Where window o has its element k. */
const reach = ({ stride, padding, dilation }: Sliding, o: readonly number[], k: readonly number[]) =>
  o.map((position, axis) => position * stride[axis]! - padding[axis]![0]! + k[axis]! * dilation[axis]!);

const flipped = (k: readonly number[], K: Shape, flip: boolean) =>
  flip ? k.map((index, axis) => K[axis]! - 1 - index) : k;

type Names = Extract<OperatorName, 'linear' | 'conv' | 'convTranspose' | 'maxPool' | 'avgPool'>;

export const windows: { readonly [Op in Names]: Definition<Op> } = {
  linear: ({ x, w, b }, { inputs }) => {
    const [O, I] = inputs.w.shape as [number, number];
    const y = (i: number) => {
      const [row, o] = [Math.floor(i / O), i % O];
      const sum = dot(x.slice(row * I, (row + 1) * I), w.slice(o * I, (o + 1) * I));
      return b ? plus(sum, b[o]!) : sum;
    };
    return { y: Array.from({ length: (x.length / I) * O }, (_, i) => y(i)) };
  },
  conv: ({ x, w, b }, { inputs, attributes, outputShapes }) => {
    const [M, CG, ...K] = inputs.w.shape as [number, number, ...number[]];
    const MG = M / attributes.groups;
    return {
      y: indices(outputShapes.y).map(([n, m, ...o]) => {
        const sum = indices([CG, ...K]).flatMap(([c, ...k]) => {
          const read = at(x, inputs.x.shape, [n!, Math.floor(m! / MG) * CG + c!, ...reach(attributes, o, k)]);
          const weight = at(w, inputs.w.shape, [m!, c!, ...flipped(k, K, attributes.flip)])!;
          return read ? [times(read, weight)] : [];
        });
        return b ? plus(total(sum), b[m!]!) : total(sum);
      }),
    };
  },
  convTranspose: ({ x, w, b }, { inputs, attributes, outputShapes: { y } }) => {
    const [C, MG, ...K] = inputs.w.shape as [number, number, ...number[]];
    const CG = C / attributes.groups;
    const sums = Array.from({ length: elementCount(y) }, (): Term[] => []);
    const place = indices(y).map((index) => index.join());
    for (const [n, c, ...i] of indices(inputs.x.shape))
      for (const [m, ...k] of indices([MG, ...K])) {
        const target = place.indexOf([n!, Math.floor(c! / CG) * MG + m!, ...reach(attributes, i, k)].join());
        const weight = at(w, inputs.w.shape, [c!, m!, ...flipped(k, K, attributes.flip)])!;
        if (target >= 0) sums[target]!.push(times(at(x, inputs.x.shape, [n!, c!, ...i])!, weight));
      }
    const channel = (flat: number) => Math.floor(flat / elementCount(y.slice(2))) % y[1]!;
    return { y: sums.map((sum, flat) => (b ? plus(total(sum), b[channel(flat)]!) : total(sum))) };
  },
  maxPool: ({ x }, { inputs, attributes, outputShapes }) => ({
    y: indices(outputShapes.y).map(([n, c, ...o]) => {
      const window = indices(attributes.kernel).map((k) =>
        at(x, inputs.x.shape, [n!, c!, ...reach(attributes, o, k)]),
      );
      return scaled(largest(window.filter((one) => one !== undefined)), 1);
    }),
  }),
  avgPool: ({ x }, { inputs, attributes, outputShapes }) => {
    const { padding, kernel, countIncludePad } = attributes;
    const dense = { ...attributes, dilation: kernel.map(() => 1) };
    const [, , ...S] = inputs.x.shape;
    const isPadded = (i: number, axis: number) => i >= -padding[axis]![0] && i < S[axis]! + padding[axis]![1];
    return {
      y: indices(outputShapes.y).map(([n, c, ...o]) => {
        const places = indices(kernel).map((k) => reach(dense, o, k));
        const read = places.map((place) => at(x, inputs.x.shape, [n!, c!, ...place]) ?? term(0));
        const real = places.filter((place) => at(x, inputs.x.shape, [n!, c!, ...place]));
        const counted = countIncludePad ? places.filter((place) => place.every(isPadded)) : real;
        return scaled(total(read), 1 / counted.length);
      }),
    };
  },
};
