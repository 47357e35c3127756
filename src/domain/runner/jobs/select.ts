import { isOver, type JobRow } from './job-row.ts';

/** States as `--state` names them: a job that waits for its executor counts as running. */
export const selectableStates = ['running', 'succeeded', 'failed'] as const;

export interface JobFilter {
  /** Jobs that ended before are left out; epoch milliseconds. */
  from: number;
  state?: (typeof selectableStates)[number] | undefined;
  /** A project's full path or number, or a group's path. */
  project?: string | undefined;
}

/** The rows that are asked for, in their order. */
export function selectJobs(rows: readonly JobRow[], { from, state, project }: JobFilter): JobRow[] {
  return rows.filter(
    (row) =>
      (row.endedAt === undefined || Date.parse(row.endedAt) >= from) &&
      (state === undefined || (state === 'running' ? !isOver(row) : row.state === state)) &&
      (project === undefined || isOf(row, project.replace(/^\/|\/$/g, ''))),
  );
}

function isOf({ project, projectId }: JobRow, wanted: string): boolean {
  return (
    project === wanted || projectId?.toString() === wanted || (project?.startsWith(`${wanted}/`) ?? false)
  );
}
