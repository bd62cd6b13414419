/**
 * The contract of gradspec: tensors, the operators' shapes, attributes and validation, and the type of an implementation.
 *
 * @module
 */
export type { Padding } from './attributes.ts';
export {
  checkBackwardCall,
  checkCall,
  inferShapes,
  type BackwardCall,
  type Call,
  type Inferred,
} from './call.ts';
export { defineKernel, type KernelBody } from './define-kernel.ts';
export type { Claim, Implementation, Kernel, MaybePromise, SyncKernel } from './implementation.ts';
export type { InputSpec, OperatorSpec, OperatorTypes, Policy, Question } from './operator.ts';
export type { ConvAttributes } from './operators/conv.ts';
export type { Reduction } from './operators/losses.ts';
export type { RecurrentInputs, RnnActivation } from './operators/recurrent.ts';
export {
  isOperatorName,
  operatorNames,
  operators,
  type Attributes,
  type FilledAttributes,
  type InputGrads,
  type InputName,
  type Inputs,
  type OperatorName,
  type Operators,
  type OutputGrads,
  type OutputName,
  type Outputs,
} from './operators.ts';
export { SpecError, specErrorCodes, type SpecErrorCode, type SpecErrorParts } from './spec-error.ts';
export {
  arrayOf,
  elementCount,
  owned,
  sameShape,
  tensor,
  zeros,
  type Dtype,
  type Float32Tensor,
  type Float64Tensor,
  type FloatDtype,
  type FloatTensor,
  type Int32Tensor,
  type Shape,
  type Tensor,
} from './tensor.ts';
export { span, threeAxes, windowCount, type Window } from './windows.ts';
