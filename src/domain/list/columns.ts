import { listError } from './list-error.ts';

/** `--columns id,state`. Error: `columns.unknown` (2). */
export function parseColumns<Key extends string>(text: string, known: readonly Key[]): Key[] {
  const names = listOf(text);
  if (names.length === 0) throw listError('columns', '', known);
  return names.map((name) => columnOf(name, 'columns', known));
}

export interface SortKey<Key extends string> {
  column: Key;
  isDescending: boolean;
}

/** `--sort=-age,type`: several keys, each downwards with a `-`. Error: `sort.unknown` (2). */
export const parseSort = <Key extends string>(text: string, known: readonly Key[]): SortKey<Key>[] =>
  listOf(text).map((word) => ({
    column: columnOf(word.replace(/^-/, ''), 'sort', known),
    isDescending: word.startsWith('-'),
  }));

function columnOf<Key extends string>(name: string, flag: 'columns' | 'sort', known: readonly Key[]): Key {
  const found = known.find((key) => key === name);
  if (found === undefined) throw listError(flag, name, known);
  return found;
}

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== '');
