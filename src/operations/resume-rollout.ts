import { GlfrError } from '../domain/error.ts';
import type { Operation } from '../domain/event.ts';
import { exitCode } from '../domain/exit-code.ts';
import type { DeployResult } from '../domain/result/deploy.ts';
import { complete } from '../domain/settings/complete.ts';
import { settingsFromParameters } from '../domain/settings/stored.ts';
import type { Stack } from '../domain/stack/stack.ts';
import type { Credentials } from '../domain/wizard/state.ts';
import { finishRollout } from './finish-rollout.ts';
import type { RolloutDeps } from './rollout.ts';

interface Input {
  credentials: Credentials;
  wait: boolean;
  timeoutMs: number;
}

/** Goes on where an interrupted deploy stands: the stack is being created or updated right now. */
export async function* resumeRollout(
  stack: Stack,
  place: { region: string; account: string },
  input: Input,
  deps: RolloutDeps,
): Operation<DeployResult> {
  const isUpdate = stack.status.startsWith('UPDATE');
  if (!isUpdate && !stack.status.startsWith('CREATE')) {
    throw new GlfrError({
      code: 'stack.busy',
      message: `The stack ${stack.name} is ${stack.status}; wait until that has ended.`,
      suggestions: [`glfr status --stack ${stack.name}`],
      exitCode: exitCode.stillInProgress,
    });
  }
  const settings = complete(settingsFromParameters(stack.parameters));
  const startedAt = (isUpdate ? stack.updatedAt : undefined) ?? stack.createdAt;
  const action = isUpdate ? ('update' as const) : ('create' as const);
  const plan = {
    action,
    stackName: stack.name,
    ...place,
    changes: [],
    parameters: {},
    resources: [],
    warnings: [],
  };
  // Both times are AWS's own.
  const earlier = (await deps.stacks.events(stack.id)).filter(({ time }) => time < startedAt);
  const afterEvent = isUpdate ? earlier.at(-1)?.id : undefined;
  const runner = { id: Number(stack.parameters.RunnerId) || undefined, isNew: false };
  return yield* finishRollout(
    { ...input, plan, settings, stackId: stack.id, afterEvent, startedAt, action, runner },
    deps,
  );
}
