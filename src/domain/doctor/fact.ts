import { skip, type Verdict } from './check.ts';

/** Something that was read, or why it could not be. */
export type Fact<T> = { known: true; value: T } | Unknown;

export interface Unknown {
  known: false;
  /** One sentence without a full stop. */
  why: string;
  fix?: string;
  /** The one that is missing, where that is why. */
  permission?: string;
}

export const known = <T>(value: T): Fact<T> => ({ known: true, value });
export const unknown = (why: string, fix?: string): Unknown => ({
  known: false,
  why,
  ...(fix !== undefined && { fix }),
});

/** A judgement of what is known; what is not known is skipped, and says why. */
export const judged = <T>(fact: Fact<T>, judge: (value: T) => Verdict): Verdict =>
  fact.known ? judge(fact.value) : skip(fact.why, fact.fix);

/** As `judged`, of two facts; the first that is not known says why. */
export const judgedBoth = <A, B>(a: Fact<A>, b: Fact<B>, judge: (a: A, b: B) => Verdict): Verdict =>
  judged(a, (first) => judged(b, (second) => judge(first, second)));

/** The value where it is known. */
export const whatIs = <T>(fact: Fact<T>): T | undefined => (fact.known ? fact.value : undefined);
