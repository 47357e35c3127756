import { GlfrError, hasCode } from '../domain/error.ts';
import type { GlfrEvent, Operation } from '../domain/event.ts';
import { type ExitCode, exitCode } from '../domain/exit-code.ts';
import type { DestroyResult } from '../domain/result/destroy.ts';
import type { Stack } from '../domain/stack/stack.ts';
import { firstFailure } from '../domain/stack/status.ts';
import type { Credentials } from '../domain/wizard/state.ts';
import { agree } from './agree.ts';
import { deleteRunner } from './delete-runner.ts';
import { emptyCache } from './empty-cache.ts';
import { endExecutors, endLateExecutors } from './end-executors.ts';
import { followStack } from './follow-stack.ts';
import { instancesOf } from './instances-of.ts';
import { locate, refuseForeign } from './locate.ts';
import type {
  CachePort,
  Clock,
  FleetPort,
  GitLabPort,
  IdentityPort,
  LogsPort,
  Prompter,
  ServicePort,
  StackPort,
} from './ports.ts';
import { findParts } from './stack-parts.ts';

interface Input {
  stackName?: string | undefined;
  credentials: Credentials;
  confirmed: boolean;
  timeoutMs: number;
}

interface Deps {
  identity: IdentityPort;
  stacks: StackPort;
  service: ServicePort;
  logs: LogsPort;
  fleet: FleetPort;
  gitlab: GitLabPort;
  cache: CachePort;
  clock: Clock;
  prompter: Prompter;
}

/** Takes everything away: executors, stack, and the runner's record in GitLab. Says what it keeps. */
export async function* destroy(input: Input, deps: Deps): Operation<DestroyResult> {
  const startedAt = deps.clock.now();
  const [stack, { region }] = await Promise.all([find(input.stackName, deps.stacks), deps.identity.whoAmI()]);
  const parts = await findParts(stack, deps.stacks);
  const live = (await instancesOf(stack, parts, deps.fleet)).filter(({ state }) => isLive(state));
  if (!input.confirmed) await agree(deps.prompter, { message: question(stack, live.length), default: false });
  try {
    const executorsEnded = yield* endExecutors(stack, deps);
    yield* emptyCache(stack, deps);
    const afterEvent = yield* beginDelete(stack, deps);
    // Before the wait: whoever leaves now finds no stack to come back to, and the runner would stay for ever.
    const runner = yield* deleteRunner(stack, input.credentials, deps.gitlab);
    const { keeps, late } = yield* awaitGoneWithCache(stack, afterEvent, input.timeoutMs, deps);
    if (runner === 'kept')
      keeps.push(`runner #${stack.parameters.RunnerId} at ${stack.parameters.GitLabUrl}`);
    keeps.push(...(await endpointsOf(stack, deps.stacks)));
    const seconds = Math.round((deps.clock.now() - startedAt) / 1000);
    return {
      stackName: stack.name,
      region,
      status: 'DELETE_COMPLETE',
      executorsEnded: [...executorsEnded, ...late],
      runner,
      keeps,
      seconds,
      next: ['glfr init'],
    };
  } catch (error) {
    throw hasCode(error, 'interrupted') ? stillGoingOn(stack.name, exitCode.interrupted) : error;
  }
}

/** Other runners in the VPC, and whatever else is there, may use the endpoints. */
async function endpointsOf({ parameters }: Stack, stacks: StackPort): Promise<string[]> {
  const found = await stacks.find(`glfr-endpoints-${parameters.VpcId}`).catch(() => undefined);
  return found ? [`the VPC endpoints of the stack ${found.name}, which others may use`] : [];
}

const isLive = (state: string): boolean => state === 'pending' || state === 'running';

/** A stack that never got beyond its review can be destroyed too, when it is named. */
async function find(name: string | undefined, stacks: StackPort): Promise<Stack> {
  const named = name === undefined ? undefined : await stacks.find(name);
  if (!named) return locate(name, stacks);
  refuseForeign(named);
  return named;
}

function question(stack: Stack, executors: number): string {
  const jobs = executors > 0 ? `, ${executors} executors with their jobs` : '';
  const cache = stack.outputs.CacheBucketName ? ', its job cache' : '';
  return `Destroy the stack ${stack.name}${jobs}${cache} and its runner? This cannot be taken back.`;
}

/** Sends the deletion; returns the newest event before it. */
async function* beginDelete(stack: Stack, deps: Deps): AsyncGenerator<GlfrEvent, string | undefined, void> {
  yield { type: 'phase.started', phase: 'stack', text: `Deleting the stack ${stack.name}` };
  const [before, all] = await Promise.all([deps.stacks.events(stack.id), deps.stacks.resources(stack.id)]);
  const resources = all.filter(({ status }) => status !== 'DELETE_COMPLETE').length;
  if (stack.status !== 'DELETE_IN_PROGRESS') await deps.stacks.delete(stack.id);
  yield { type: 'stack.started', stackName: stack.name, action: 'delete', resources };
  return before.at(-1)?.id;
}

/** A job that ended meanwhile may have left something in its cache, and then the bucket stays: once more without it. */
async function* awaitGoneWithCache(
  stack: Stack,
  afterEvent: string | undefined,
  timeoutMs: number,
  deps: Deps,
): AsyncGenerator<GlfrEvent, { keeps: string[]; late: string[] }, void> {
  const late: string[] = [];
  try {
    return { keeps: yield* awaitGone(stack, { afterEvent, timeoutMs, late }, deps), late };
  } catch (error) {
    if (!hasCode(error, 'stack.delete-failed') || (yield* emptyCache(stack, deps)) === 0) throw error;
    const again = { afterEvent: yield* beginDelete(stack, deps), timeoutMs, late };
    return { keeps: yield* awaitGone(stack, again, deps), late };
  }
}

/** Follows the deletion to its end; returns what CloudFormation was told to keep. Late executors get into `late`. */
async function* awaitGone(
  stack: Stack,
  { late, ...about }: { afterEvent: string | undefined; timeoutMs: number; late: string[] },
  deps: Deps,
): AsyncGenerator<GlfrEvent, string[], void> {
  const following = followStack({ stackId: stack.id, stackName: stack.name, ...about }, deps);
  let step = await following.next();
  for (; !step.done; step = await following.next()) {
    yield step.value;
    late.push(...(yield* endLateExecutors(stack, step.value, deps)));
  }
  const followed = step.value;
  if (!followed.isOver) throw stillGoingOn(stack.name, exitCode.stillInProgress);
  if (followed.stack) throw deleteFailed(stack.name, followed.stack, firstFailure(followed.events)?.reason);
  yield { type: 'phase.ended', phase: 'stack', text: `Stack ${stack.name} is gone`, outcome: 'done' };
  const skipped = followed.events.filter(({ status }) => status === 'DELETE_SKIPPED');
  return skipped.map((event) => `${event.resourceType} ${event.physicalId ?? event.logicalId}`);
}

const deleteFailed = (name: string, stack: Stack, reason = stack.statusReason) =>
  new GlfrError({
    code: 'stack.delete-failed',
    message: `The stack ${name} could not be deleted (${stack.status}): ${reason ?? 'no reason given'}.`,
    suggestions: [`glfr destroy --stack ${name} (tries again)`],
  });

const stillGoingOn = (name: string, exit: ExitCode) =>
  new GlfrError({
    code: exit === exitCode.interrupted ? 'interrupted' : 'destroy.in-progress',
    message: `The wait ended before the stack ${name} was gone; a deletion that began goes on in AWS.`,
    suggestions: [`glfr destroy --stack ${name} (picks up)`, `glfr status --stack ${name}`],
    exitCode: exit,
  });
