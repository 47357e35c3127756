import { GlfrError } from '../domain/error.ts';
import type { GlfrEvent } from '../domain/event.ts';
import type { Stack } from '../domain/stack/stack.ts';
import { firstFailure, stackState } from '../domain/stack/status.ts';
import { again } from '../domain/typed-command.ts';
import type { FollowedStack } from './follow-stack.ts';
import { takeBackRunner } from './make-runner.ts';
import type { GitLabPort } from './ports.ts';
import type { RolloutInput } from './rollout.ts';

/** The stack when its operation went well. Error: `stack.failed` with the first cause; a runner made for nothing is deleted. */
export async function* judgeStack(
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
  const works = input.plan.resetsToken ? '' : '; the runner works as before';
  const kept = input.action === 'update' ? ` AWS took the change back${works}.` : '';
  throw new GlfrError({
    code: 'stack.failed',
    message: `The stack ${input.plan.stackName} could not be ${input.action}d (${status}): ${why ?? 'no reason given'}.${kept}`,
    suggestions: [
      // A stack that was rolled back has taken its log group along.
      ...(taskProblem && input.action === 'update' ? [taskProblem.next, `${again} (after that)`] : []),
      input.action === 'create'
        ? `glfr destroy --stack ${input.plan.stackName} (clears it away), then glfr init`
        : `glfr status --stack ${input.plan.stackName}`,
    ],
  });
}
