import { expect, test } from '@jest/globals';
import type { Implementation } from '@gradspec/spec';
import { diagnose } from '../../../src/diagnosis/diagnose.ts';
import { diagnosisText } from '../../../src/diagnosis/findings.ts';
import { runSuite } from '../../../src/runner/suite.ts';
import { loadVectors } from '../../../src/vectors/load.ts';
import { convolutions } from './convolutions.ts';
import { recurrences } from './recurrences.ts';
import { others } from './others.ts';

const vectors = loadVectors().filter(({ kind }) => kind === 'operator');

/** What a stranger reads at the end of the run. */
async function report(implementation: Implementation): Promise<string> {
  const ran = await runSuite(implementation, vectors);
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

    bias-per-channel
      what is probably wrong with conv
        matched: the bias is added once per input channel (conv/bias-per-input-channel). To mend: add it once per output, outside the sum
        matched: y is that of the call with b added once per input channel

    dw-averaged
      what is probably wrong with conv
        matched: the kernel gradient is averaged over the batch (conv/dw-batch-mean). To mend: sum over the batch
        matched: dw is 1/N, averaged over the first axis of x, times what is due
        recovered: every term of dw is multiplied by 0.5 (1/N, N = 2: it is averaged over the batch)

    another-gate-order
      what is probably wrong with lstm
        matched: the gates are stacked i, f, o, g (lstm/gates-read-as-ifog). To mend: exchange the blocks of wx, wh and b, or read them as i, f, g, o
        matched: h, c, hT, cT, dx, dh0 and dc0 are those of the call with gates in the order i, f, o, g

    cell-not-carried
      what is probably wrong with lstm
        recovered: dx is right at the last step read and wrong before it: what is carried back from step to step is not
        suspected: dx is wrong on the calls of more than one step and on no others: 19 of 25
        suspected: dwx is wrong on the calls of more than one step and on no others: 19 of 25

    forget-derivative-missing
      what is probably wrong with lstm
        matched: the forget gate’s derivative f(1 − f) is missing (lstm/forget-gate-derivative-missing). To mend: dz_f = dc·c₋₁·f·(1 − f)

    mean-forgotten-on-the-way-back
      what is probably wrong with softmaxCrossEntropy
        matched: the gradient is a sum where the loss is a mean (softmaxCrossEntropy/gradient-not-averaged). To mend: divide by the number of counted labels
        matched: dscores is that of the call with reduction sum
    "
  `);
}, 60_000);
