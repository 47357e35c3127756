import type { JobEnd, JobLog, JobRecord } from './job-record.ts';

export interface End {
  at: number;
  outcome: JobEnd;
}

/**
 * How a job ended, if it did. A manager that is gone takes along what it had in hand: a job of which nothing was
 * heard since another manager started is lost.
 */
export function endOf({ endedAt, outcome, lastSeenAt }: JobRecord, { starts }: JobLog): End | undefined {
  if (endedAt !== undefined) return { at: endedAt, outcome: outcome ?? 'unknown' };
  const next = starts.find((start) => start > lastSeenAt);
  return next === undefined ? undefined : { at: next, outcome: 'lost' };
}
