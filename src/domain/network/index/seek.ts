import type { Read } from '../read.ts';

export type Unread = Extract<Read<never>, { readable: false }>;

/** Something looked for: found, not there, or in a list that could not be read. */
export type Sought<T> = T | Unread | undefined;

export const isUnread = (sought: unknown): sought is Unread =>
  typeof sought === 'object' && sought !== null && 'readable' in sought && sought.readable === false;

/** A lookup by one key in a list, built once. */
export function finder<T>(read: Read<T>, keysOf: (item: T) => readonly string[]): (key: string) => Sought<T> {
  if (!read.readable) return () => read;
  const byKey = new Map<string, T>();
  for (const item of read.items) for (const key of keysOf(item)) if (!byKey.has(key)) byKey.set(key, item);
  return (key) => byKey.get(key);
}

/** All items of a list with a key. */
export function gatherer<T>(
  read: Read<T>,
  keysOf: (item: T) => readonly string[],
): (key: string) => readonly T[] | Unread {
  if (!read.readable) return () => read;
  const byKey = new Map<string, T[]>();
  for (const item of read.items)
    for (const key of keysOf(item)) {
      const known = byKey.get(key);
      if (known) known.push(item);
      else byKey.set(key, [item]);
    }
  return (key) => byKey.get(key) ?? [];
}

/** Worked out once for each thing. */
export function remembered<T extends object, R>(work: (item: T) => R): (item: T) => R {
  const known = new WeakMap<T, R>();
  return (item) => {
    const found = known.get(item);
    if (found !== undefined) return found;
    const made = work(item);
    known.set(item, made);
    return made;
  };
}
