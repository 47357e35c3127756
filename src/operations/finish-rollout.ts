import { hasCode } from '../domain/error.ts';
import type { Operation } from '../domain/event.ts';
import type { DeployResult } from '../domain/result/deploy.ts';
import type { StackParts } from '../domain/stack/parts.ts';
import type { Stack, StackEvent } from '../domain/stack/stack.ts';
import { awaitOnline } from './await-online.ts';
import { startAgain } from './drain.ts';
import { followManager } from './follow-manager.ts';
import { followStack } from './follow-stack.ts';
import { judgeStack } from './judge-stack.ts';
import type { ServicePort } from './ports.ts';
import type { RolloutDeps, RolloutInput } from './rollout.ts';
import { rolloutResult, stillInProgress } from './rollout-result.ts';
import { findParts, requireParts } from './stack-parts.ts';

const managerTimeoutMs = 600_000;
const onlineTimeoutMs = 180_000;

/** From an executing change set to a runner that GitLab sees. */
export async function* finishRollout(input: RolloutInput, deps: RolloutDeps): Operation<DeployResult> {
  const { plan, stackId, timeoutMs } = input;
  const resources = plan.resources.length;
  yield { type: 'phase.started', phase: 'stack', text: `Stack ${plan.stackName}` };
  yield { type: 'stack.started', stackName: plan.stackName, action: input.action, resources };
  const { stackName } = plan;
  const { afterEvent, now = false } = input;
  const followed = yield* followStack({ stackId, stackName, afterEvent, now, timeoutMs }, deps);
  if (!followed.isOver) throw stillInProgress(input);
  // A drained service stays without a task where CloudFormation did not come as far as it.
  const isUpdate = input.action === 'update';
  const found = isUpdate && followed.stack && (await findParts(followed.stack, deps.stacks));
  if (found) await startAgain(found, deps.service);
  const stack = yield* judgeStack(input, followed, deps.gitlab);
  const parts = await requireParts(stack, deps.stacks);
  if (parts.executorGroup) await deps.fleet.suspendRebalancing(parts.executorGroup).catch(unlessDenied);
  yield {
    type: 'phase.ended',
    phase: 'stack',
    text: `Stack ${stack.name} is ${stack.status}`,
    outcome: 'done',
  };
  if (!input.wait) return rolloutResult(input, stack, deps.clock, { state: 'not-awaited' }, 'unknown');
  if (!startsNewManager(input, followed.events)) {
    const text = 'The manager goes on as it is';
    yield { type: 'phase.ended', phase: 'manager', text, outcome: 'skipped' };
    return rolloutResult(input, stack, deps.clock, { state: 'running' }, 'unknown');
  }
  return yield* awaitManager(input, stack, parts, deps);
}

async function* awaitManager(
  input: RolloutInput,
  stack: Stack,
  parts: StackParts,
  deps: RolloutDeps,
): Operation<DeployResult> {
  const { settings, credentials } = input;
  // AWS's own time: this machine's clock may be wrong.
  const since = stack.updatedAt ?? stack.createdAt;
  yield { type: 'phase.started', phase: 'manager', text: "The manager's first words" };
  const { concurrency } = settings;
  const stream = await newestStream(parts, deps.service);
  const manager = yield* followManager(
    {
      parts: { ...parts, logStreamPrefix: stream },
      since,
      concurrency,
      timeoutMs: Math.min(managerTimeoutMs, input.timeoutMs),
    },
    deps,
  );
  if (manager.state === 'not-yet') throw stillInProgress(input);
  yield {
    type: 'phase.ended',
    phase: 'manager',
    text: `The manager runs, up to ${manager.maxBuilds} jobs at a time`,
    outcome: 'done',
  };
  yield { type: 'phase.started', phase: 'online', text: 'Waiting for GitLab to see the runner' };
  const runnerId = input.runner.id ?? (Number(stack.parameters.RunnerId) || undefined);
  const online = yield* awaitOnline(
    {
      url: settings.gitlabUrl,
      accessToken: credentials.accessToken,
      runnerId,
      since,
      timeoutMs: Math.min(onlineTimeoutMs, input.timeoutMs),
    },
    deps,
  );
  const text = {
    online: `Runner #${runnerId} is online`,
    offline: 'GitLab has not seen the runner yet',
    unknown: 'GitLab was not asked about the runner',
  };
  const outcome = { online: 'done', offline: 'failed', unknown: 'skipped' } as const;
  yield { type: 'phase.ended', phase: 'online', text: text[online], outcome: outcome[online] };
  const { maxBuilds, taskId } = manager;
  return rolloutResult(input, stack, deps.clock, { state: 'running', maxBuilds, taskId }, online);
}

/** An update that leaves the service alone (another instance type, say) starts no manager to wait for. */
const startsNewManager = ({ action }: RolloutInput, events: readonly StackEvent[]): boolean =>
  action === 'create' || events.some(({ logicalId }) => logicalId === 'ManagerService');

/** The log stream of the primary deployment's task, so that the old manager's last words are not taken for the new one's. */
async function newestStream(parts: StackParts, service: ServicePort): Promise<string> {
  const [found, tasks] = await Promise.all([
    service.describe(parts.cluster, parts.service),
    service.tasks(parts.cluster, parts.service),
  ]);
  const primary = found?.deployments.find(({ status }) => status === 'PRIMARY');
  const task = tasks.find(
    ({ startedBy, lastStatus }) => startedBy === primary?.id && lastStatus !== 'STOPPED',
  );
  return task ? `${parts.logStreamPrefix}/manager/${task.id}` : parts.logStreamPrefix;
}

/** The manager suspends it too when it starts, so that who deploys need not be allowed to. */
function unlessDenied(error: unknown): void {
  if (!hasCode(error, 'aws.denied')) throw error;
}
