import { GlfrError, hasCode } from '../domain/error.ts';
import type { GlfrEvent, Operation } from '../domain/event.ts';
import { exitCode } from '../domain/exit-code.ts';
import type { DeployResult } from '../domain/result/deploy.ts';
import type { Plan } from '../domain/stack/plan.ts';
import type { Stack } from '../domain/stack/stack.ts';
import { stackState } from '../domain/stack/status.ts';
import { again } from '../domain/typed-command.ts';
import { newestEvent, type PreparedChangeSet } from './change-set.ts';
import { startAgain } from './drain.ts';
import { drainFirst, drainWithin } from './drain-first.ts';
import { finishRollout } from './finish-rollout.ts';
import { makeRunner, takeBackRunner } from './make-runner.ts';
import type { StackPort } from './ports.ts';
import { prepareUpdate } from './prepare-update.ts';
import type { DeployInput, RolloutDeps } from './rollout.ts';
import { findParts } from './stack-parts.ts';

/** Carries out a plan: runner, change set, stack, manager, online. Ctrl-C leaves a state that is named. */
export async function* deploy(input: DeployInput, deps: RolloutDeps): Operation<DeployResult> {
  const startedAt = deps.clock.now();
  refuseDeadStack(input.existing);
  if (input.plan.action === 'none') return yield* leaveUnchanged(input, deps);
  const afterEvent = await newestEvent(input.existing, deps.stacks);
  // GitLab refuses the old token once there is a new one, so the manager ends its jobs before that.
  if (input.plan.resetsToken) yield* drainFirst(input, deps);
  const runner = yield* makeRunner(input, deps.gitlab);
  let stackId: string | undefined;
  try {
    const prepared = yield* prepareUpdate(input, runner, deps);
    if (prepared && restartsManager(prepared)) yield* drainWithin(prepared, input, deps);
    if (prepared) yield* execute(prepared, deps.stacks);
    stackId = prepared?.stackId;
  } catch (error) {
    if (runner.isNew) yield* takeBackRunner(input, runner, deps.gitlab);
    throw hasCode(error, 'interrupted') ? nothingMade(input.plan) : error;
  }
  if (stackId === undefined) return yield* leaveUnchanged(input, deps);
  try {
    return yield* finishRollout(
      { ...input, stackId, afterEvent, startedAt, runner, action: input.plan.action },
      deps,
    );
  } catch (error) {
    if (hasCode(error, 'interrupted')) throw stillGoingOn(input.plan);
    throw isOutside(error) ? watchLost(input.plan, error) : error;
  }
}

const restartsManager = ({ changes }: PreparedChangeSet): boolean =>
  changes.some(({ logicalId }) => logicalId === 'ManagerService');

async function* execute(
  prepared: PreparedChangeSet,
  stacks: StackPort,
): AsyncGenerator<GlfrEvent, void, void> {
  await stacks.executeChangeSet(prepared.id);
  yield { type: 'phase.ended', phase: 'change-set', text: 'Change set is being executed', outcome: 'done' };
}

/** Nothing to change; a manager that an earlier, interrupted deploy sent away comes back. */
async function* leaveUnchanged(input: DeployInput, deps: RolloutDeps): Operation<DeployResult> {
  const parts = input.existing && !input.dryRun && (await findParts(input.existing, deps.stacks));
  if (parts && (await startAgain(parts, deps.service))) {
    const text = 'the manager had been sent away for an update that did not come; it is started again';
    yield { type: 'notice', level: 'info', text };
  }
  return unchanged(input);
}

function refuseDeadStack(existing: Stack | undefined): void {
  if (!existing || stackState(existing.status) !== 'dead') return;
  throw new GlfrError({
    code: 'stack.dead',
    message: `The stack ${existing.name} is ${existing.status}: CloudFormation only lets it be deleted.`,
    suggestions: [`glfr destroy --stack ${existing.name}`, `${again} (after that)`],
  });
}

function unchanged({ plan, settings, existing }: DeployInput): DeployResult {
  const runnerId = Number(plannedValue(plan, 'RunnerId')) || undefined;
  return {
    stackName: plan.stackName,
    region: plan.region,
    action: 'unchanged',
    status: existing?.status ?? 'unknown',
    gitlabUrl: settings.gitlabUrl,
    ...(runnerId && { runnerId }),
    concurrency: settings.concurrency,
    manager: { state: 'not-awaited' },
    runner: 'unknown',
    seconds: 0,
    next: [`glfr status --stack ${plan.stackName}`],
  };
}

function plannedValue(plan: Plan, parameter: string): string {
  const found = plan.parameters[parameter];
  return found && 'value' in found ? found.value : '';
}

const nothingMade = ({ stackName }: Plan) =>
  new GlfrError({
    code: 'interrupted',
    message: `Interrupted before anything was changed in the stack ${stackName}.`,
    suggestions: [again],
    exitCode: exitCode.interrupted,
  });

const stillGoingOn = ({ stackName, action }: Plan) =>
  new GlfrError({
    code: 'interrupted',
    message: `Interrupted. The ${action} of the stack ${stackName} goes on in AWS.`,
    suggestions: [
      `glfr init --stack ${stackName} (picks up where it stands)`,
      `glfr status --stack ${stackName}`,
      ...(action === 'create' ? [`glfr destroy --stack ${stackName} (takes it back)`] : []),
    ],
    exitCode: exitCode.interrupted,
  });

const isOutside = (error: unknown): error is GlfrError =>
  error instanceof GlfrError && /^(aws|gitlab)\./.test(error.code);

/** AWS or GitLab would not be asked any more, but what was begun goes on there. */
function watchLost(
  { stackName, action }: Plan,
  { code, message, exitCode: exit, suggestions, cause }: GlfrError,
) {
  const said = `The ${action} of the stack ${stackName} was begun and goes on in AWS, but it could not be watched: `;
  const next = [
    ...suggestions,
    `glfr status --stack ${stackName}`,
    `glfr init --stack ${stackName} (goes on watching)`,
  ];
  return new GlfrError({ code, message: said + message, exitCode: exit, suggestions: next, cause });
}
