import { isFargate } from '../domain/fleet/job-tasks.ts';
import { type JobRow, jobRows } from '../domain/runner/jobs/job-row.ts';
import { type JobFilter, selectJobs } from '../domain/runner/jobs/select.ts';
import type { Stack } from '../domain/stack/stack.ts';
import { locate } from './locate.ts';
import { ManagerLog } from './manager-log.ts';
import type { Clock, LogsPort, StackPort } from './ports.ts';
import { requireParts } from './stack-parts.ts';

interface Deps {
  stacks: StackPort;
  logs: LogsPort;
  clock: Clock;
}

interface Input extends Omit<JobFilter, 'from'> {
  stackName?: string | undefined;
  /** From when on, by AWS's clock, which is known after the first answer. */
  from: (now: number) => number;
}

/** So much more of the log is read for the beginnings of jobs that end or run within the time asked for. */
const longJobMs = 3_600_000;

/** Looks at a stack's jobs as often as it is asked. Errors: those of `locate`, and `stack.no-manager`. */
export async function openJobs(input: Input, deps: Deps): Promise<() => Promise<JobRow[]>> {
  const stack = await locate(input.stackName, deps.stacks);
  const parts = await requireParts(stack, deps.stacks);
  const filter = { ...input, from: input.from(deps.clock.now()) };
  const log = new ManagerLog(parts, filter.from - longJobMs, deps.logs);
  return async () => {
    const now = deps.clock.now();
    await log.readOn(now);
    return selectJobs(jobRows(log.jobs, { now, namesExecutors: namesExecutors(stack) }), filter);
  };
}

/** A Fargate executor is a task of which gitlab-runner's log says nothing. */
export const namesExecutors = (stack: Stack): boolean => !isFargate(stack);
