/**
 * `npm run verify -- --networks`: conv layers of four networks with all their channels, on all implementations.
 *
 * @module
 */
import { writeFileSync } from 'node:fs';
import type { Implementation } from '@gradspec/spec';
import { allNetworkLayers, type NetworkLayer } from '../../checks/values/network-layers.ts';
import { builtInNames } from '../../implementations/built-in.ts';
import { findImplementation } from '../../implementations/find-implementation.ts';
import { counted } from '../../report/counted.ts';
import { startProgress } from '../../report/progress.ts';
import { unknownName, UsageError } from '../../usage-error.ts';
import { chosenKernels } from '../chosen-kernels.ts';
import { layerCall } from './layer-call.ts';
import { failureText, resultsTable } from './layer-texts.ts';
import { networksPage } from './networks-page.ts';
import { failed, verifyLayer, type LayerResult } from './verify-layer.ts';

/** The options of the command. */
export interface NetworkOptions {
  readonly seed: number;
  readonly implementation?: readonly string[];
  readonly layer?: readonly string[];
  readonly markdown?: string;
}

/** What takes naive-loops a few seconds; the layers above it would take most of the run. */
const mostNaiveProducts = 100e6;

const print = (text: string) => process.stdout.write(`${text}\n`);

/**
 * Runs the layers and prints what came out; returns the exit code.
 *
 * @throws UsageError for a name that nothing has, a build of the kernels that cannot run, or where nothing would be verified.
 */
export async function verifyNetworks(options: NetworkOptions): Promise<number> {
  const build = chosenKernels();
  const layers = options.layer?.map(layerOf) ?? allNetworkLayers;
  const targets = new Map<Implementation, string>();
  for (const target of options.implementation ?? builtInNames) {
    const implementation = await findImplementation(target);
    if (implementation.kernels.conv) targets.set(implementation, target);
  }
  if (targets.size === 0) throw new UsageError('nothing to verify: none of these implementations has conv');
  const implementations = [...targets.keys()];
  const results = await run(layers, implementations, options.seed);
  const names = implementations.map(({ name }) => name);
  if (options.markdown === undefined) print(resultsTable(results));
  else writeFileSync(options.markdown, networksPage({ ...options, names, layers, build, results }));
  for (const result of results.filter(failed)) {
    const target = [...targets].find(([{ name }]) => name === result.implementation)![1];
    print(`\n${failureText(result, { target, seed: options.seed })}`);
  }
  const ran = results.filter(({ leftOut }) => leftOut === undefined);
  if (ran.length === 0) throw new UsageError(`nothing was verified: ${results[0]!.leftOut}`);
  const wrong = ran.filter(failed).length;
  const weak = ran.filter((result) => !failed(result) && result.weak === 'proves little').length;
  const verdict = wrong === 0 ? 'all agree' : `${wrong} do not agree`;
  const little = weak === 0 ? '' : `, ${weak} of them within a bound that proves little`;
  const page = options.markdown === undefined ? '' : `; the page is ${options.markdown}`;
  const counts = `${counted(ran.length, 'run')} of ${counted(layers.length, 'layer')}`;
  print(`\n${counts} on the ${build} kernels: ${verdict}${little}${page}`);
  return wrong === 0 ? 0 : 1;
}

function layerOf(written: string): NetworkLayer {
  const names = allNetworkLayers.map(({ name }) => name);
  const layer = allNetworkLayers.find(({ name }) => name === written);
  if (!layer) throw unknownName('layer', written, names);
  return layer;
}

async function run(
  layers: readonly NetworkLayer[],
  implementations: readonly Implementation[],
  seed: number,
): Promise<readonly LayerResult[]> {
  const progress = startProgress(layers.length);
  const results: LayerResult[] = [];
  try {
    for (const layer of layers) {
      const call = layerCall(layer, seed);
      results.push(...(await verifyLayer(call, implementations, { seed, mostNaiveProducts })));
      progress.step(layer.name);
    }
  } finally {
    progress.stop();
  }
  return results;
}
