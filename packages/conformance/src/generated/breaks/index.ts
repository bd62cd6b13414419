/**
 * The ways in which a right call is made wrong: one thing is broken, so the error that is due is known by which thing it was.
 *
 * @module
 */
import { attributeLeftOut, unknownAttribute, wrongAttribute, wrongGroups } from './attributes.ts';
import type { Break } from './break.ts';
import {
  leftOut,
  mixedDtypes,
  noTensor,
  unknownInput,
  wrongDtype,
  wrongNumber,
  wrongRank,
  wrongSize,
} from './inputs.ts';

/** All ways, by name. */
export const breaks = {
  'an input is left out': leftOut,
  'an input that there is none of': unknownInput,
  'what is no tensor': noTensor,
  'a dtype that the input cannot have': wrongDtype,
  'two floating dtypes': mixedDtypes,
  'another rank': wrongRank,
  'sizes that contradict each other': wrongSize,
  'a label or a length out of range': wrongNumber,
  'an attribute that there is none of': unknownAttribute,
  'an attribute is left out': attributeLeftOut,
  'an attribute of the wrong type or range': wrongAttribute,
  'groups that do not divide the channels': wrongGroups,
} as const satisfies Readonly<Record<string, Break>>;
/** The name of one way. */
export type BreakName = keyof typeof breaks;
