import type { Operation } from '../domain/event.ts';
import type { DeployResult } from '../domain/result/deploy.ts';
import { complete } from '../domain/settings/complete.ts';
import { settingsFromParameters } from '../domain/settings/stored.ts';
import { versionTag } from '../domain/stack/make-plan.ts';
import { scalePlan } from '../domain/stack/scale-plan.ts';
import type { Credentials } from '../domain/wizard/state.ts';
import { agree } from './agree.ts';
import { refuseUnready } from './changeable.ts';
import { deploy } from './deploy.ts';
import { locate } from './locate.ts';
import type { IdentityPort, Prompter } from './ports.ts';
import type { RolloutDeps } from './rollout.ts';

interface Input {
  stackName?: string | undefined;
  concurrency: number;
  credentials: Credentials;
  confirmed: boolean;
  dryRun: boolean;
  wait: boolean;
  timeoutMs: number;
}

/**
 * More or fewer jobs at once: one changed parameter through the stack, so no drift, followed until the new
 * manager reports it. Running jobs are not killed.
 */
export async function* scale(
  input: Input,
  deps: RolloutDeps & { identity: IdentityPort; prompter: Prompter },
): Operation<DeployResult> {
  const [existing, { region, account }] = await Promise.all([
    locate(input.stackName, deps.stacks),
    deps.identity.whoAmI(),
  ]);
  refuseUnready(existing);
  const plan = scalePlan(existing, input.concurrency, { region, account });
  yield { type: 'plan.made', plan };
  const settings = complete({
    ...settingsFromParameters(existing.parameters),
    concurrency: input.concurrency,
  });
  if (plan.action !== 'none' && !input.dryRun && !input.confirmed) {
    const message = `Scale ${existing.name} to ${input.concurrency} jobs at the same time?`;
    await agree(deps.prompter, { message, default: true });
  }
  const { credentials, wait, timeoutMs } = input;
  // The template stays, so the version that made it stays too.
  const version = existing.tags[versionTag] ?? 'unknown';
  const asPlanned = input.dryRun ? { ...plan, action: 'none' as const } : plan;
  const result = yield* deploy(
    { plan: asPlanned, settings, credentials, existing, template: undefined, version, wait, timeoutMs },
    deps,
  );
  return input.dryRun && plan.action !== 'none' ? { ...result, action: 'planned' } : result;
}
