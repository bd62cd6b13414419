/**
 * `gradspec explain`: a vector as a person would write it on a blackboard.
 *
 * Everything is made from the operator's definition on the tape (`oracle/`), nothing from what the vector expects: so a
 * vector that nobody prepared is explained as well.
 *
 * @module
 */
import type { Vector } from '../vectors/types.ts';
import { contributionsSections } from './contributions-page.ts';
import { graphSections } from './graph-page.ts';
import { jacobianSections } from './jacobian-page.ts';
import { countSections, errorSections, shapeSections } from './listing-page.ts';
import { operatorSections } from './operator-page.ts';
import { page, titleLines, type Section } from './section.ts';
import { styleOf, type ExplainOptions, type Style } from './style.ts';

export type { ExplainOptions } from './style.ts';
export type { Language } from './wording.ts';

function sectionsOf(vector: Vector, style: Style): Section[] {
  switch (vector.kind) {
    case 'operator':
      return operatorSections(vector, style);
    case 'graph':
    case 'arithmetic':
      return graphSections(vector, style);
    case 'jacobian':
      return jacobianSections(vector, style);
    case 'contributions':
      return contributionsSections(vector, style);
    case 'count':
      return countSections(vector, style);
    case 'shape':
      return shapeSections(vector, style);
    case 'error':
      return errorSections(vector, style);
  }
}

/**
 * Explains a vector.
 *
 * @param vector - any vector; outputs and gradients that it states are not read
 * @returns the page, without a line break at its end; no line is wider than `options.width` (or 40)
 * @throws SpecError when the operator refuses the inputs
 */
export function explain(vector: Vector, options: ExplainOptions): string {
  const style = styleOf(options);
  return page(titleLines(vector, style), sectionsOf(vector, style));
}
