/**
 * Every check, in the order in which they are listed and run.
 *
 * @module
 */
import type { Check } from './check.ts';
import { adjointIdentity } from './laws/adjoint-identity.ts';
import { commutativity } from './laws/commutativity.ts';
import { composition } from './laws/composition.ts';
import { derivativeIdentity } from './laws/derivative-identity.ts';
import { finiteDifferences } from './laws/finite-differences.ts';
import { linearity } from './laws/linearity.ts';
import { translationEquivariance } from './laws/translation-equivariance.ts';
import { noAliasing } from './manners/no-aliasing.ts';
import { omittedGradients } from './manners/omitted-gradients.ts';
import { repeatedCalls } from './manners/repeated-calls.ts';
import { secondBackward } from './manners/second-backward.ts';
import { unchangedArguments } from './manners/unchanged-arguments.ts';
import { wantedRespected } from './manners/wanted.ts';
import { batchIndependence } from './values/batch-independence.ts';
import { denormals } from './values/denormals.ts';
import { emptyBatch } from './values/empty-batch.ts';
import { errorContract } from './values/error-contract.ts';
import { exactIntegers } from './values/exact-integers.ts';
import { generatedCases } from './values/generated-cases.ts';
import { nonFiniteValues } from './values/non-finite.ts';
import { realNetworks } from './values/real-networks.ts';
import { signedZeros } from './values/signed-zeros.ts';
import { training } from './values/training.ts';
import { workedExamples } from './values/worked-examples.ts';

/** The checks. */
export const checks: readonly Check[] = [
  workedExamples,
  generatedCases,
  exactIntegers,
  adjointIdentity,
  finiteDifferences,
  linearity,
  translationEquivariance,
  commutativity,
  derivativeIdentity,
  composition,
  batchIndependence,
  emptyBatch,
  nonFiniteValues,
  signedZeros,
  denormals,
  realNetworks,
  repeatedCalls,
  secondBackward,
  unchangedArguments,
  noAliasing,
  wantedRespected,
  omittedGradients,
  errorContract,
  training,
];
