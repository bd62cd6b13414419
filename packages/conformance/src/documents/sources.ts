/**
 * The five documents as data: what they are called, what they claim beyond numbers, and where they are wrong.
 *
 * @module
 */
import { readFileSync } from 'node:fs';

/** One of the documents. */
export interface Document {
  /** Its number, as `004`. */
  readonly number: string;
  readonly title: string;
  readonly author?: string;
  readonly site?: string;
  readonly date?: string;
  /** Its headings, in order. */
  readonly sections: readonly string[];
}

/** A claim that is explained somewhere, or is a property of the suite, rather than a vector. */
export interface Concept {
  readonly claim: string;
  readonly documents?: readonly string[];
  readonly section?: string;
  readonly says: string;
  readonly status: string;
  /** A path in the repository, with the heading after `#`. */
  readonly explainedIn: string;
  /** What stands there. */
  readonly what?: string;
}

/** A place where a document is wrong. */
export interface Erratum {
  readonly id: string;
  readonly documents: readonly string[];
  readonly section?: string;
  readonly says: string;
  readonly correct: string;
  readonly vectors?: readonly string[];
}

const read = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../../documents/${name}.json`, import.meta.url), 'utf8')) as T;

/** The documents, in order. */
export const documents = (): readonly Document[] => read<{ documents: Document[] }>('documents').documents;
/** The claims that are not vectors. */
export const concepts = (): readonly Concept[] => read<{ concepts: Concept[] }>('concepts').concepts;
/** The errata. */
export const errata = (): readonly Erratum[] => read<{ errata: Erratum[] }>('errata').errata;
