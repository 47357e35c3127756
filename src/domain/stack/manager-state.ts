import { iso } from '../iso.ts';
import type { StatusResult } from '../result/status.ts';
import type { Service, Task } from './service.ts';
import { taskFailure } from './task-failure.ts';

type Manager = StatusResult['manager'];

/** What the service and its tasks say about the manager; `draining` while an older one ends its last jobs. */
export function managerState(service: Service | undefined, tasks: readonly Task[]): Manager {
  if (!service) return { state: 'stopped', reason: 'its ECS service does not exist' };
  const primary = service.deployments.find(({ status }) => status === 'PRIMARY');
  const own = tasks.filter(({ startedBy }) => startedBy === primary?.id);
  const running = own.find(({ lastStatus }) => lastStatus === 'RUNNING');
  const older = tasks.find((task) => task.lastStatus === 'RUNNING' && task.startedBy !== primary?.id);
  if (running) return { state: 'running', ...facts(running) };
  if (older)
    return { state: 'draining', ...facts(older), reason: 'a newer manager waits until its last job ends' };
  const stopped = own.map(taskFailure).find(Boolean);
  if (primary?.rolloutState === 'FAILED' || stopped)
    return { state: 'failed', reason: stopped?.cause ?? primary?.rolloutReason ?? 'its tasks do not start' };
  return { state: service.desired === 0 ? 'stopped' : 'starting' };
}

const facts = (task: Task): Pick<Manager, 'taskId' | 'taskDefinition' | 'since'> => ({
  taskId: task.id,
  taskDefinition: task.taskDefinition,
  ...(task.startedAt && { since: iso(task.startedAt) }),
});
