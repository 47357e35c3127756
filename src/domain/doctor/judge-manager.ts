import { managerState } from '../stack/manager-state.ts';
import type { Task } from '../stack/service.ts';
import { type TaskFailure, taskFailure } from '../stack/task-failure.ts';
import { ng, ok, skip, type Verdict } from './check.ts';
import { judged, judgedBoth } from './fact.ts';
import type { Facts } from './facts.ts';

type Manager = Pick<Facts, 'service' | 'tasks'>;

/** Does the manager run, and is it wanted at all? */
export const service = (facts: Manager): Verdict =>
  judgedBoth(facts.service, facts.tasks, (found, tasks) => {
    if (!found) return ng('its ECS service does not exist', 'glfr deploy');
    const { state, reason = 'it does not start' } = managerState(found, tasks);
    if (found.desired === 0)
      return ng(
        `the service is told to run no task${state === 'running' ? ' after this one' : ''}: a drain was interrupted, or someone stopped it`,
        'glfr deploy',
      );
    if (state === 'failed') return ng(reason, lastFailure(tasks)?.next ?? 'glfr logs --since 15m');
    return ok(state === 'running' ? 'one task runs, as wanted' : `the manager is ${state}`);
  });

/** Of the newest task that ended by itself. */
const lastFailure = (tasks: readonly Task[]): TaskFailure | undefined => tasks.map(taskFailure).find(Boolean);

/** What a start goes through is fine when one got through it; else the last failure tells. */
function started(facts: Manager, passed: string, pattern: RegExp, subject: string): Verdict {
  return judgedBoth(facts.service, facts.tasks, (_, tasks) => {
    if (tasks.some(({ lastStatus }) => lastStatus === 'RUNNING')) return ok(passed);
    const failure = tasks.map(taskFailure).find((one) => one && pattern.test(one.reason));
    if (failure) return ng(`${failure.cause} (${failure.reason})`, failure.next);
    return skip(`no task was started lately that would tell of ${subject}`, 'glfr status');
  });
}

const pull = /CannotPull|pull image|exec format|descriptor (matching|for) platform/i;
const initialisation = /ResourceInitializationError/i;

export const imagePull = (facts: Manager): Verdict =>
  started(facts, 'the task that runs has pulled its image', pull, 'its image');

/** The secret's value is nobody's business: that a manager came up with it is proof enough. */
export const secret = (facts: Manager & Pick<Facts, 'resources'>): Verdict =>
  judged(facts.resources, (resources) => {
    const found = resources.find(({ logicalId }) => logicalId === 'TokenSecret');
    if (!found?.physicalId || found.status.startsWith('DELETE'))
      return ng('the secret with the token is not in the stack', 'glfr deploy');
    return started(facts, 'the task that runs has read it', initialisation, 'the secret');
  });

/** Without `blocking` the driver drops lines under load, and by the account's default it is not. */
export const logDriver = (facts: Pick<Facts, 'logDriver'>): Verdict =>
  judged(facts.logDriver, ({ driver, mode = "the account's default" }) => {
    if (driver !== 'awslogs')
      return ng(`the manager's log goes to ${driver || 'nowhere'}, where glfr cannot read it`, 'glfr deploy');
    if (mode === 'blocking') return ok('awslogs, blocking: no line is dropped');
    return ng(
      `the log driver's mode is ${mode}: under load lines are lost, and with them jobs`,
      'glfr deploy',
    );
  });

/** ECS would move the manager to another zone, and with it all its jobs. */
export const zoneRebalancing = (facts: Manager): Verdict =>
  judged(facts.service, (found) => {
    if (found?.zoneRebalancing === undefined) return skip('ECS does not say whether it is on', 'glfr status');
    if (!found.zoneRebalancing) return ok('ECS does not move the manager between zones');
    const { cluster, name } = found;
    return ng(
      'ECS may start a second manager in another zone; the two end the executors of each other',
      `aws ecs update-service --cluster ${cluster} --service ${name} --availability-zone-rebalancing DISABLED`,
    );
  });
