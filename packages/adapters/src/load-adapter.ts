/**
 * The adapters by name. Each imports its engine when it is named, so that the others need not be installed.
 *
 * @module
 */
import type { Adapter } from './adapter.ts';

interface Entry {
  /** The npm packages that the engine consists of. */
  readonly packages: readonly string[];
  readonly load: () => Promise<Adapter>;
}

const adapters = {
  'tfjs-cpu': {
    packages: ['@tensorflow/tfjs'],
    load: async () => (await import('./tfjs/tfjs-cpu.ts')).loadTfjsCpu(),
  },
  'tfjs-wasm': {
    packages: ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm'],
    load: async () => (await import('./tfjs/tfjs-wasm.ts')).loadTfjsWasm(),
  },
  'onnxruntime-web': {
    packages: ['onnxruntime-web'],
    load: async () => (await import('./onnx/onnxruntime-web.ts')).loadOnnxruntimeWeb(),
  },
  'onnxruntime-node': {
    packages: ['onnxruntime-node'],
    load: async () => (await import('./onnx/onnxruntime-node.ts')).loadOnnxruntimeNode(),
  },
  mathjs: {
    packages: ['mathjs'],
    load: async () => (await import('./matrix-product/mathjs.ts')).loadMathjs(),
  },
  'ml-matrix': {
    packages: ['ml-matrix'],
    load: async () => (await import('./matrix-product/ml-matrix.ts')).loadMlMatrix(),
  },
  pytorch: {
    packages: [],
    load: async () => (await import('./pytorch/pytorch.ts')).loadPytorch(),
  },
  scipy: {
    packages: [],
    load: async () => (await import('./scipy/scipy.ts')).loadScipy(),
  },
} as const satisfies Readonly<Record<string, Entry>>;

type AdapterName = keyof typeof adapters;

/** The name of every adapter. */
export const adapterNames = Object.keys(adapters) as readonly string[] as readonly [
  AdapterName,
  ...AdapterName[],
];

/**
 * The adapter of this name. Its engine is imported now, and no other.
 *
 * @throws Error that says what to install, when the engine is not there; or which names there are.
 */
export async function loadAdapter(name: string): Promise<Adapter> {
  if (!Object.hasOwn(adapters, name))
    throw new Error(`there is no adapter '${name}'; there are ${adapterNames.join(', ')}`);
  const { packages, load }: Entry = adapters[name as AdapterName];
  try {
    return await load();
  } catch (error) {
    if (!isMissing(error, packages)) throw error;
    const noun = packages.length === 1 ? 'package' : 'packages';
    const install = `npm install ${packages.join(' ')}`;
    throw new Error(`adapter ${name} needs the ${noun} ${packages.join(' and ')}: ${install}`, {
      cause: error,
    });
  }
}

/** Whether an import failed because one of these packages is not installed. */
function isMissing(error: unknown, packages: readonly string[]): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  if (error.code !== 'ERR_MODULE_NOT_FOUND' && error.code !== 'MODULE_NOT_FOUND') return false;
  return packages.some((name) => error.message.includes(`'${name}'`));
}
