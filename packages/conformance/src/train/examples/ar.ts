/**
 * One series, three models side by side: autoregressive, latent autoregressive, recurrent. All are trained to say the next
 * value, and then asked for more: for values k steps ahead, fed with what they said themselves.
 *
 * One step ahead no model can do better than the noise. Further ahead errors feed on errors: none of the models knows more
 * than how one value follows from those before it.
 *
 * Source: the first document, "Latent AR Model"; d2l, "Sequence Models".
 * @module
 */
import { initialParameters, seededRandom, sgd, type Model } from '@gradspec/graph';
import { tensor, type FloatDtype, type Tensor } from '@gradspec/spec';
import type { Example, Net, TrainedNet } from '../example.ts';
import { valueOf } from '../predict.ts';
import { errorsAhead, forecasts, rootMeanSquare, type Horizon, type NextValue } from '../series/forecast.ts';
import { autoregressiveModel, latentModel, recurrentForecaster, tau } from '../series/forecast-models.ts';
import { noisySine, noisySineValues, trainingWindows } from '../series/noisy-sine.ts';

type Windows = readonly (readonly number[])[];
type Batch = Readonly<Record<string, Tensor>>;

/** Windows of τ + 1 values: what is read, and the one that follows. */
function lastValues(windows: Windows, dtype: FloatDtype): Batch {
  const N = windows.length;
  return {
    x: tensor(
      dtype,
      [N, tau],
      windows.flatMap((window) => window.slice(-tau - 1, -1)),
    ),
    target: tensor(
      dtype,
      [N, 1],
      windows.map((window) => window.at(-1)!),
    ),
  };
}

/** Windows as sequences [T, N, 1], and the same one value later. */
function sequences(windows: Windows, dtype: FloatDtype): Batch {
  const [T, N] = [windows[0]!.length - 1, windows.length];
  const from = (first: number) =>
    tensor(
      dtype,
      [T, N, 1],
      Array.from({ length: T * N }, (_, i) => windows[i % N]![Math.floor(i / N) + first]!),
    );
  return { x: from(0), target: from(1) };
}

/** A model, what it reads, and what it is called. */
interface Forecaster {
  readonly name: string;
  readonly model: Model;
  readonly read: typeof sequences;
  readonly windows: { readonly count: number; readonly length: number };
  readonly learningRate: number;
  readonly steps: number;
}

const forecasters: readonly Forecaster[] = [
  {
    name: `autoregressive, τ = ${tau}`,
    model: autoregressiveModel(),
    read: lastValues,
    windows: { count: 64, length: tau + 1 },
    learningRate: 0.05,
    steps: 400,
  },
  {
    name: 'latent autoregressive',
    model: latentModel(),
    read: sequences,
    windows: { count: 8, length: 25 },
    learningRate: 0.1,
    steps: 400,
  },
  {
    name: 'recurrent',
    model: recurrentForecaster(5),
    read: sequences,
    windows: { count: 8, length: 25 },
    learningRate: 0.1,
    steps: 800,
  },
];

/** The forecasts of a trained net: a dummy takes the place of the value to be said. */
const nextOf =
  (trained: TrainedNet, { read }: Forecaster, dtype: FloatDtype): NextValue =>
  async (histories) => {
    const said = await valueOf(
      trained,
      read(
        histories.map((history) => [...history, 0]),
        dtype,
      ),
      'next',
    );
    return Array.from(said.data.subarray(-histories.length));
  };

/** The k that are shown. */
const shown = [1, 4, 16, 64] as const;
/** How many values a forecast has seen before it says its own. */
const seen = 40;
/** From the first value that was not trained on, every third, as far as all can be compared. */
const horizon: Horizon = {
  origins: Array.from({ length: 112 }, (_, i) => noisySine.training + 3 * i),
  seen,
  steps: 64,
};
const mostOneStep = 0.26;
/** A forecast that is wrong by more than this is broken. */
const broken = 2 * noisySine.noise;

/** What the forecasts of one model come to, as root mean square errors. */
interface Errors {
  readonly name: string;
  /** For each k = 1 … 64. */
  readonly ahead: readonly number[];
  /** Of all values after those trained on, fed with nothing else than what it said itself. */
  readonly alone: number;
}

async function errorsOf(name: string, next: NextValue, values: readonly number[]): Promise<Errors> {
  const { training } = noisySine;
  const rest = values.slice(training);
  const [said] = await forecasts(next, [values.slice(training - seen, training)], rest.length);
  return {
    name,
    ahead: await errorsAhead(next, values, horizon),
    alone: rootMeanSquare(rest.map((value, i) => value - said![i]!)),
  };
}

/** The errors as a table, and where each model breaks. */
function errorTable(rows: readonly Errors[]): string {
  const line = (name: string, cells: readonly string[]) =>
    name.padEnd(24) + cells.map((cell) => cell.padStart(9)).join('');
  const breaks = (errors: readonly number[]) => {
    const first = errors.findIndex((error) => error > broken);
    return first < 0 ? 'never' : `k = ${first + 1}`;
  };
  const head = line('error k steps ahead', [...shown.map((k) => `k = ${k}`), 'alone', 'breaks']);
  const body = rows.map((row) =>
    line(row.name, [
      ...[...shown.map((k) => row.ahead[k - 1]!), row.alone].map((error) => error.toFixed(3)),
      breaks(row.ahead),
    ]),
  );
  const legend =
    `root mean square errors after the ${noisySine.training} values trained on; ` +
    `the noise alone is ${noisySine.noise}\nalone: fed with nothing else than its own forecasts from there on; ` +
    `breaks: the first k with an error above ${broken}`;
  return [head, ...body, legend].join('\n');
}

/** The example `ar`. */
export const ar: Example = {
  name: 'ar',
  summary: 'autoregressive, latent autoregressive and recurrent models forecast a noisy sine, side by side',

  nets({ seed, dtype }): Net[] {
    const values = noisySineValues(seed);
    return forecasters.map(({ name, model, read, windows, learningRate, steps }) => ({
      name,
      model,
      optimizer: sgd({ learningRate, momentum: 0.5 }),
      parameters: initialParameters(model, { seed, dtype }),
      batch: (step) => {
        const random = seededRandom(seed * 2 ** 20 + step);
        return read(trainingWindows(values, random, windows), dtype);
      },
      steps,
    }));
  },

  async result(trained, { seed, dtype }) {
    const values = noisySineValues(seed);
    const rows: Errors[] = [];
    for (const [i, one] of trained.entries())
      rows.push(await errorsOf(one.net.name, nextOf(one, forecasters[i]!, dtype), values));
    const lastAgain: NextValue = (histories) => Promise.resolve(histories.map((history) => history.at(-1)!));
    return {
      text: errorTable([...rows, await errorsOf('(the last value again)', lastAgain, values)]),
      figures: rows.map(({ name, ahead: [oneStep] }) => ({
        text: `${name}: error ${oneStep!.toFixed(3)} one step ahead`,
        target: `below ${mostOneStep}`,
        reached: oneStep! < mostOneStep,
      })),
    };
  },
};
