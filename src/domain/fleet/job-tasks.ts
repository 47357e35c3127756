import type { Stack } from '../stack/stack.ts';
import type { ExecutorRow } from './executor-row.ts';
import type { Instance } from './instance.ts';

export const isFargate = ({ parameters }: Pick<Stack, 'parameters'>): boolean =>
  parameters.Executor === 'fargate';

/** The family of the task definition that jobs run in; the template names it so. */
export const jobFamily = ({ name }: Pick<Stack, 'name'>): string => `${name}-job`;

/**
 * Tasks of the Fargate driver as executors. Each is made for one job and stopped after it, so one that runs is busy;
 * which job it is stands in that job's own log, and the manager's log tells nothing of it.
 */
export function listJobTasks(tasks: readonly Instance[], now: number): ExecutorRow[] {
  return tasks.map((task) => ({
    ...task,
    state:
      task.state === 'running' ? 'busy' : task.state === 'shutting-down' ? 'removing' : stateOf(task.state),
    ...(task.launchedAt !== undefined && {
      ageSeconds: Math.max(0, Math.round((now - task.launchedAt) / 1000)),
    }),
  }));
}

const stateOf = (state: Instance['state']): 'pending' | 'terminated' =>
  state === 'terminated' ? 'terminated' : 'pending';
