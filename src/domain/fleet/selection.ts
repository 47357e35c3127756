import type { ExecutorRow, ExecutorState } from './executor-row.ts';

/** Which rows are wanted; of several values of one kind one is enough, of several kinds each must fit. */
export interface Selection {
  states?: readonly ExecutorState[] | undefined;
  jobs?: readonly number[] | undefined;
  /** Patterns with `*` and `?`; without either a part of the path is enough. */
  projects?: readonly string[] | undefined;
  zones?: readonly string[] | undefined;
  types?: readonly string[] | undefined;
  market?: ExecutorRow['lifecycle'] | undefined;
  olderThanSeconds?: number | undefined;
}

/** The rows that are wanted, in their order. */
export function selectRows(rows: readonly ExecutorRow[], wanted: Selection): ExecutorRow[] {
  const { states, jobs, market, olderThanSeconds } = wanted;
  const isProject = matcher(wanted.projects, 'part');
  const isZone = matcher(wanted.zones, 'end');
  const isType = matcher(wanted.types, 'start');
  return rows.filter(
    (row) =>
      (!states?.length || states.includes(row.state)) &&
      (!jobs?.length || (row.job !== undefined && jobs.includes(row.job.id))) &&
      (market === undefined || row.lifecycle === market) &&
      (olderThanSeconds === undefined || (row.ageSeconds ?? -1) > olderThanSeconds) &&
      isProject(row.job?.project) &&
      isZone(row.zone) &&
      isType(row.type),
  );
}

const bare = {
  part: (text: string) => `*${text}*`,
  /** `--zone a` is us-east-1a. */
  end: (text: string) => `*${text}`,
  /** `--type m5` is every m5. */
  start: (text: string) => `${text}*`,
} as const;

function matcher(
  patterns: readonly string[] | undefined,
  kind: keyof typeof bare,
): (text: string | undefined) => boolean {
  if (!patterns?.length) return () => true;
  const tests = patterns.map((pattern) => glob(/[*?]/.test(pattern) ? pattern : bare[kind](pattern)));
  return (text) => text !== undefined && tests.some((test) => test.test(text));
}

function glob(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/\*+/g, '.*').replaceAll('?', '.')}$`, 'i');
}
