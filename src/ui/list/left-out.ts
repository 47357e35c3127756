import { count } from '../words.ts';

/** Said below a list on a terminal that is too narrow for all of it. */
export const leftOutText = (leftOut: readonly string[]): string =>
  leftOut.length === 0 ? '' : `${count(leftOut.length, 'column')} more in a wider terminal, or --json`;
