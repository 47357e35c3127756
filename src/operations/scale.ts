import type { Operation } from '../domain/event.ts';
import type { DeployResult } from '../domain/result/deploy.ts';
import { settingIssues } from '../domain/settings/check.ts';
import { complete } from '../domain/settings/complete.ts';
import type { Draft } from '../domain/settings/declaration.ts';
import { issuesError } from '../domain/settings/parse.ts';
import { settingsFromParameters } from '../domain/settings/stored.ts';
import { versionTag } from '../domain/stack/make-plan.ts';
import type { Plan } from '../domain/stack/plan.ts';
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
  /** The settings to change, of those that `scaleKeys` names. */
  draft: Draft;
  credentials: Credentials;
  confirmed: boolean;
  dryRun: boolean;
  wait: boolean;
  drain?: boolean;
  timeoutMs: number;
}

/**
 * More or fewer jobs at once, or executors kept ready: changed parameters through the stack, so no drift, followed
 * until the new manager reports them. Running jobs are not killed. Error: `settings.invalid` (2).
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
  const settings = complete({ ...settingsFromParameters(existing.parameters), ...input.draft });
  const issues = settingIssues(settings, input.draft);
  if (issues.length > 0) throw issuesError(issues, 'scale');
  const plan = scalePlan(existing, settings, { region, account });
  yield { type: 'plan.made', plan };
  if (plan.action !== 'none' && !input.dryRun && !input.confirmed)
    await agree(deps.prompter, { message: question(plan), default: true });
  const { credentials, wait, drain = false, dryRun, timeoutMs } = input;
  // The template stays, so the version that made it stays too.
  const version = existing.tags[versionTag] ?? 'unknown';
  const asPlanned = dryRun ? { ...plan, action: 'none' as const } : plan;
  const follow = { wait, drain, dryRun, timeoutMs };
  const result = yield* deploy(
    { plan: asPlanned, settings, credentials, existing, template: undefined, version, ...follow },
    deps,
  );
  return dryRun && plan.action !== 'none' ? { ...result, action: 'planned' } : result;
}

function question({ stackName, changes }: Plan): string {
  const jobs = changes.find(({ parameter }) => parameter === 'Concurrency')?.to;
  return jobs ? `Scale ${stackName} to ${jobs} jobs at the same time?` : `Change ${stackName}?`;
}
