/**
 * The examples of training, by name.
 *
 * @module
 */
import type { Example } from '../example.ts';
import { ar } from './ar.ts';
import { digits } from './digits.ts';
import { hello } from './hello.ts';
import { pytorch } from './pytorch.ts';
import { spiral } from './spiral.ts';
import { svmLinear } from './svm-linear.ts';
import { threeLayer } from './three-layer.ts';
import { xor } from './xor.ts';

/** Every example, the simplest first. */
export const examples: readonly Example[] = [xor, spiral, svmLinear, threeLayer, digits, pytorch, hello, ar];
