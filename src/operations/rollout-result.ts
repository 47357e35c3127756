import { GlfrError } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import type { DeployResult } from '../domain/result/deploy.ts';
import type { Stack } from '../domain/stack/stack.ts';
import type { Clock } from './ports.ts';
import type { RolloutInput } from './rollout.ts';

/** What a rollout came to, and what makes sense next. */
export function rolloutResult(
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

/** The wait ended, the work did not (exit code 6). */
export const stillInProgress = ({ plan }: RolloutInput) =>
  new GlfrError({
    code: 'deploy.in-progress',
    message: `The stack ${plan.stackName} is still being worked on; this is slow, not broken.`,
    suggestions: [
      `glfr init --stack ${plan.stackName} (goes on watching)`,
      `glfr status --stack ${plan.stackName}`,
    ],
    exitCode: exitCode.stillInProgress,
  });
