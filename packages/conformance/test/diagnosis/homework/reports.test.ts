import { expect, test } from '@jest/globals';
import type { Implementation } from '@gradspec/spec';
import { diagnose } from '../../../src/diagnosis/diagnose.ts';
import { diagnosisText } from '../../../src/diagnosis/findings.ts';
import { runSuite } from '../../../src/runner/suite.ts';
import { loadVectors } from '../../../src/vectors/load.ts';
import { convolutions } from './convolutions.ts';
import { recurrences } from './recurrences.ts';
import { others } from './others.ts';

const vectors = loadVectors().filter((vector) => vector.kind === 'operator');

/** What a stranger reads at the end of the run. */
async function report(implementation: Implementation): Promise<string> {
  const own = vectors.filter(({ operator }) => Object.hasOwn(implementation.kernels, operator));
  const ran = await runSuite(implementation, own, { selection: true });
  return `${implementation.name}\n${diagnosisText(await diagnose(implementation, ran))}\n`;
}

test('the reports of homework say what is to be mended', async () => {
  const reports: string[] = [];
  for (const implementation of [...convolutions, ...recurrences, ...others])
    reports.push(await report(implementation));
  expect(`\n${reports.join('\n')}`).toMatchInlineSnapshot(`
    "
    dx-unflipped
      what is probably wrong with conv
        matched: the input gradient reads the kernel the wrong way round (conv/dx-kernel-unflipped). To mend: turn w by 180 degrees when dx is computed as a correlation of dy with w
        matched: dx is that of the call with flip turned
        recovered: dx is computed with ih = 2·oh − 3·kh + 2, expected ih = 2·oh + 3·kh − 1: the kernel is flipped along h
        recovered: dx is computed with iw = 3·ow − 2·kw + 4, expected iw = 3·ow + 2·kw: the kernel is flipped along w

    dw-without-stride
      what is probably wrong with conv
        matched: the kernel gradient correlates with an undilated output gradient (conv/dw-ignores-stride). To mend: read x[o·s − p₀ + k·d]
        recovered: dw is computed with ih = oh + 3·kh − 1, expected ih = 2·oh + 3·kh − 1: stride is ignored along h
        recovered: dw is computed with iw = ow + 2·kw, expected iw = 3·ow + 2·kw: stride is ignored along w

    padding-forgotten
      what is probably wrong with conv
        matched: the input gradient ignores the padding (conv/dx-ignores-padding). To mend: output o gives to i = o·s − p₀ + k·d
        recovered: dx is computed with ih = 2·oh + 3·kh, expected ih = 2·oh + 3·kh − 1: padding is ignored along h

    col2im-assigns
      what is probably wrong with conv
        recovered: each element of dx is one term of its sum, as if it were assigned where it has to be added to
        suspected: dx is wrong on the plainest calls, too, with all attributes at their defaults and no optional input: no attribute is to blame
        recovered: the forward pass is right, the backward pass is wrong: dx on 24 of 27 calls; right on all calls: dw and db
        excluded: none of the 65 mistakes of conv in the catalogue, alone or two at once, gives these numbers

    bias-per-channel
      what is probably wrong with conv
        matched: the bias is added once per input channel (conv/bias-per-input-channel). To mend: add it once per output, outside the sum
        matched: y is that of the call with b added once per input channel

    dw-averaged
      what is probably wrong with conv
        matched: the kernel gradient is averaged over the batch (conv/dw-batch-mean). To mend: sum over the batch
        matched: dw is 1/N, averaged over the first axis of x, times what is due
        recovered: dw is 0.5 times what is due: every term of it (that is 1/N here, N = 2: an average over the batch?)

    two-slips
      what is probably wrong with conv
        matched: two mistakes at once: the input gradient uses a dense kernel (conv/dx-ignores-dilation), and the kernel gradient is averaged over the batch (conv/dw-batch-mean). To mend: output o gives to i = o·s − p₀ + k·d; and sum over the batch
        matched: dw is 1/N, averaged over the first axis of x, times what is due
        recovered: dx is computed with ih = 2·oh + kh − 1, expected ih = 2·oh + 3·kh − 1: dilation is ignored along h
        recovered: dx is computed with iw = 3·ow + kw, expected iw = 3·ow + 2·kw: dilation is ignored along w
        recovered: dw is 0.5 times what is due: every term of it (that is 1/N here, N = 2: an average over the batch?)

    another-gate-order
      what is probably wrong with lstm
        matched: the gates are stacked i, f, o, g (lstm/gates-read-as-ifog). To mend: exchange the blocks of wx, wh and b, or read them as i, f, g, o
        matched: h, c, hT, cT, dx, dh0 and dc0 are those of the call with gates in the order i, f, o, g

    cell-not-carried
      what is probably wrong with lstm
        recovered: on a single step the gradients of the gates’ sums are right, and dc0 (what goes back to c₋₁) is wrong: dc0 is zero
        recovered: what is carried back from a step to the one before through c, by f, is wrong: with that way closed dx, dwx, dwh, db, dh0 and dc0 are right
        recovered: the forward pass is right, the backward pass is wrong: dx on 21 of 28 calls, dwx on 21 of 28 calls, dwh on 16 of 28 calls, db on 11 of 14 calls, dh0 on 12 of 14 calls and dc0 on 14 of 14 calls
        excluded: none of the 49 mistakes of lstm in the catalogue, alone or two at once, gives these numbers

    forget-derivative-missing
      what is probably wrong with lstm
        matched: the forget gate’s derivative f(1 − f) is missing (lstm/forget-gate-derivative-missing). To mend: dz_f = dc·c₋₁·f·(1 − f)

    mean-forgotten-on-the-way-back
      what is probably wrong with softmaxCrossEntropy
        matched: the gradient is a sum where the loss is a mean (softmaxCrossEntropy/gradient-not-averaged). To mend: divide by the number of counted labels. Something else is wrong, too: this does not explain loss in softmax-cross-entropy/large-scores
        matched: dscores is that of the call with reduction sum

    average-counts-padding
      what is probably wrong with avgPool
        recovered: y: the windows are right and their factors are not: every one is 1/6, expected 1/3 at y[0, 0, 2, 0] (18 of 54 windows, all of them over the edge of x, countIncludePad true)
        recovered: dx: the windows are right and their factors are not: every one is 1/6, expected 1/3 at y[0, 0, 2, 0] (18 of 54 windows, all of them over the edge of x, countIncludePad true)
        recovered: y: the windows are right and their factors are not: every one is 1/6, expected 1/3 at y[0, 0, 0, 0] (42 of 54 windows, all that reach over the edge of x and no others, countIncludePad false)
        recovered: dx: the windows are right and their factors are not: every one is 1/6, expected 1/3 at y[0, 0, 0, 0] (42 of 54 windows, all that reach over the edge of x and no others, countIncludePad false)
        recovered: the forward pass is wrong: y on 8 of 22 calls; dx is wrong only where it is
        excluded: none of the 12 mistakes of avgPool in the catalogue, alone or two at once, gives these numbers
    "
  `);
}, 60_000);
