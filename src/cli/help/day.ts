/** The commands and topics in the order of a user's day. What is new and not placed yet comes last, in `more`. */
const day: readonly (readonly [heading: string, words: readonly string[]])[] = [
  ['SET UP', ['init', 'check', 'deploy']],
  ['LOOK', ['status', 'logs', 'jobs', 'why', 'executors', 'ls']],
  ['CHANGE', ['scale', 'runner']],
  ['SOMETHING IS WRONG', ['doctor']],
  ['OTHER DOORS', ['export', 'completion']],
  ['TAKE AWAY', ['destroy']],
];

export interface Group<T> {
  heading: string;
  members: T[];
}

/** Sorts what has a name into the groups of a day; empty groups are left out. */
export function groupByDay<T extends { name: string }>(all: readonly T[]): Group<T>[] {
  const placed = new Set(day.flatMap(([, words]) => words));
  const groups = day.map(([heading, words]) => ({
    heading,
    members: words.flatMap((word) => all.filter(({ name }) => name === word)),
  }));
  const more = { heading: 'MORE', members: all.filter(({ name }) => !placed.has(name)) };
  return [...groups, more].filter(({ members }) => members.length > 0);
}
