import type { ExecutorRow } from './executor-row.ts';

/** What became of a list since the last look. */
export interface Changes {
  changed: ExecutorRow[];
  /** Those EC2 no longer shows, as they were last. */
  gone: ExecutorRow[];
}

/** What of a row is news; an age that goes on is none. */
const newsOf = ({ state, job, reason, jobsDone, publicIp, privateIp }: ExecutorRow): string =>
  JSON.stringify([state, job?.id, reason?.code, jobsDone, publicIp, privateIp]);

/** Rows that are new or changed, and rows that are gone. */
export function changesBetween(before: readonly ExecutorRow[], after: readonly ExecutorRow[]): Changes {
  const old = new Map(before.map((row) => [row.id, newsOf(row)]));
  const ids = new Set(after.map(({ id }) => id));
  return {
    changed: after.filter((row) => old.get(row.id) !== newsOf(row)),
    gone: before.filter(({ id }) => !ids.has(id)),
  };
}
