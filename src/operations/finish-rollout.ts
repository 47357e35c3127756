import { GlfrError } from '../domain/error.ts';
import type { GlfrEvent, Operation } from '../domain/event.ts';
import { exitCode } from '../domain/exit-code.ts';
import type { DeployResult } from '../domain/result/deploy.ts';
import type { StackParts } from '../domain/stack/parts.ts';
import type { Stack } from '../domain/stack/stack.ts';
import { firstFailure, stackState } from '../domain/stack/status.ts';
import { awaitOnline } from './await-online.ts';
import { followManager } from './follow-manager.ts';
import { type FollowedStack, followStack } from './follow-stack.ts';
import { type MadeRunner, takeBackRunner } from './make-runner.ts';
import type { Clock, GitLabPort, StackPort } from './ports.ts';
import type { DeployInput, RolloutDeps } from './rollout.ts';
import { requireParts } from './stack-parts.ts';

export interface RolloutInput
  extends Pick<DeployInput, 'plan' | 'settings' | 'credentials' | 'wait' | 'timeoutMs'> {
  stackId: string;
  /** The newest event before this operation, so that older ones are not told again. */
  afterEvent?: string | undefined;
  /** Epoch milliseconds. */
  startedAt: number;
  action: 'create' | 'update';
  runner: MadeRunner;
}

const managerTimeoutMs = 600_000;
const onlineTimeoutMs = 180_000;

/** From an executing change set to a runner that GitLab sees. */
export async function* finishRollout(input: RolloutInput, deps: RolloutDeps): Operation<DeployResult> {
  const { plan } = input;
  const { stackId, timeoutMs } = input;
  const resources = plan.resources.length;
  yield { type: 'phase.started', phase: 'stack', text: `Stack ${plan.stackName}` };
  yield { type: 'stack.started', stackName: plan.stackName, action: input.action, resources };
  const afterEvent = input.afterEvent ?? (yield* lastEventBefore(input, deps.stacks));
  const followed = yield* followStack({ stackId, stackName: plan.stackName, afterEvent, timeoutMs }, deps);
  if (!followed.isOver) throw stillInProgress(input);
  const stack = yield* judgeStack(input, followed, deps.gitlab);
  const parts = await requireParts(stack, deps.stacks);
  if (parts.executorGroup) await deps.fleet.suspendRebalancing(parts.executorGroup);
  yield {
    type: 'phase.ended',
    phase: 'stack',
    text: `Stack ${stack.name} is ${stack.status}`,
    outcome: 'done',
  };
  if (!input.wait) return resultOf(input, stack, deps.clock, { state: 'not-awaited' }, 'unknown');
  return yield* awaitManager(input, stack, parts, deps);
}

async function* awaitManager(
  input: RolloutInput,
  stack: Stack,
  parts: StackParts,
  deps: RolloutDeps,
): Operation<DeployResult> {
  const { settings, credentials, startedAt: since } = input;
  yield { type: 'phase.started', phase: 'manager', text: "The manager's first words" };
  const { concurrency } = settings;
  const manager = yield* followManager({ parts, since, concurrency, timeoutMs: managerTimeoutMs }, deps);
  if (manager.state === 'not-yet') throw stillInProgress(input);
  yield {
    type: 'phase.ended',
    phase: 'manager',
    text: `Manager runs, max_builds=${manager.maxBuilds}`,
    outcome: 'done',
  };
  yield { type: 'phase.started', phase: 'online', text: 'Waiting for GitLab to see the runner' };
  const runnerId = input.runner.id ?? (Number(stack.parameters.RunnerId) || undefined);
  const online = yield* awaitOnline(
    { url: settings.gitlabUrl, accessToken: credentials.accessToken, runnerId, timeoutMs: onlineTimeoutMs },
    deps,
  );
  const text = {
    online: 'The runner is online',
    offline: 'GitLab has not seen the runner yet',
    unknown: 'Not asked',
  };
  const outcome = { online: 'done', offline: 'failed', unknown: 'skipped' } as const;
  yield { type: 'phase.ended', phase: 'online', text: text[online], outcome: outcome[online] };
  const { maxBuilds, taskId } = manager;
  return resultOf(input, stack, deps.clock, { state: 'running', maxBuilds, taskId }, online);
}

/** Of an update, only what happens from now on is news. */
async function* lastEventBefore(
  input: RolloutInput,
  stacks: StackPort,
): AsyncGenerator<GlfrEvent, string | undefined, void> {
  if (input.action === 'create') return undefined;
  const events = await stacks.events(input.stackId);
  return events.findLast((event) => event.time < input.startedAt)?.id;
}

async function* judgeStack(
  input: RolloutInput,
  followed: FollowedStack,
  gitlab: GitLabPort,
): AsyncGenerator<GlfrEvent, Stack, void> {
  const { stack, events, taskProblem } = followed;
  if (stack && stackState(stack.status) === 'ready') return stack;
  const failure = firstFailure(events);
  const status = stack?.status ?? 'DELETE_COMPLETE';
  yield {
    type: 'phase.ended',
    phase: 'stack',
    text: `Stack ${input.plan.stackName} is ${status}`,
    outcome: 'failed',
  };
  if (input.action === 'create' && input.runner.isNew) yield* takeBackRunner(input, input.runner, gitlab);
  const why =
    taskProblem?.cause ?? (failure ? `${failure.logicalId}: ${failure.reason}` : stack?.statusReason);
  const kept = input.action === 'update' ? ' AWS took the change back; the runner works as before.' : '';
  throw new GlfrError({
    code: 'stack.failed',
    message: `The stack ${input.plan.stackName} could not be ${input.action}d (${status}): ${why ?? 'no reason given'}.${kept}`,
    suggestions: [
      ...(taskProblem ? [taskProblem.next] : []),
      input.action === 'create'
        ? `glfr destroy --stack ${input.plan.stackName} (clears it away), then glfr init`
        : `glfr status --stack ${input.plan.stackName}`,
    ],
  });
}

const stillInProgress = ({ plan }: RolloutInput) =>
  new GlfrError({
    code: 'deploy.in-progress',
    message: `The stack ${plan.stackName} is still being worked on; this is slow, not broken.`,
    suggestions: [
      `glfr init --stack ${plan.stackName} (goes on watching)`,
      `glfr status --stack ${plan.stackName}`,
    ],
    exitCode: exitCode.stillInProgress,
  });

function resultOf(
  input: RolloutInput,
  stack: Stack,
  clock: Clock,
  manager: DeployResult['manager'],
  runner: DeployResult['runner'],
): DeployResult {
  const runnerId = input.runner.id ?? (Number(stack.parameters.RunnerId) || undefined);
  return {
    stackName: stack.name,
    region: input.plan.region,
    action: input.action === 'create' ? 'created' : 'updated',
    status: stack.status,
    gitlabUrl: input.settings.gitlabUrl,
    ...(runnerId && { runnerId }),
    concurrency: input.settings.concurrency,
    manager,
    runner,
    seconds: Math.round((clock.now() - input.startedAt) / 1000),
    next: [
      'glfr logs --follow',
      'glfr executors ls',
      `glfr scale --concurrency ${input.settings.concurrency * 2}`,
      'glfr destroy',
    ],
  };
}
