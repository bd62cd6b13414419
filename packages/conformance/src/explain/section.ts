/**
 * The page: a title, and sections under headings.
 *
 * @module
 */
import type { Vector } from '../vectors/types.ts';
import { wrapText } from './line-breaks.ts';
import type { Style } from './style.ts';

/** A heading and the lines below it. */
export interface Section {
  readonly heading: string;
  readonly body: readonly string[];
}

/** What a vector is and where it comes from. */
export function titleLines(
  { id, description, source }: Vector,
  { language, width, wording }: Style,
): string[] {
  const text = (language === 'ko' && description.ko) || description.en;
  const from = [
    source.documents?.length && wording.documents(source.documents, source.section),
    source.status && wording.status[source.status],
    source.reference && wording.reference(source.reference),
  ].filter((part) => part);
  const origin = from.length > 0 ? wrapText(`${wording.source}: ${from.join('; ')}.`, width) : [];
  return [...wrapText(id, width), ...wrapText(text, width), ...origin];
}

/** Puts a page together; sections without lines are left out. */
export function page(title: readonly string[], sections: readonly Section[]): string {
  const written = sections
    .filter(({ body }) => body.length > 0)
    .map(({ heading, body }) => [heading, ...body].join('\n'));
  return [title.join('\n'), ...written].join('\n\n');
}
