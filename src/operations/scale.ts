import type { GlfrEvent, Operation } from '../domain/event.ts';
import type { PriceTable } from '../domain/fleet/cost.ts';
import type { Leftover } from '../domain/fleet/leftovers.ts';
import type { DeployResult } from '../domain/result/deploy.ts';
import { plannedResult } from '../domain/result/planned.ts';
import { settingIssues } from '../domain/settings/check.ts';
import { complete } from '../domain/settings/complete.ts';
import type { Draft } from '../domain/settings/declaration.ts';
import { issuesError } from '../domain/settings/parse.ts';
import { settingsFromParameters } from '../domain/settings/stored.ts';
import { versionTag } from '../domain/stack/make-plan.ts';
import type { Plan } from '../domain/stack/plan.ts';
import { scalePlan } from '../domain/stack/scale-plan.ts';
import type { Stack } from '../domain/stack/stack.ts';
import type { Credentials } from '../domain/wizard/state.ts';
import { agree } from './agree.ts';
import { refuseUnready } from './changeable.ts';
import { deploy } from './deploy.ts';
import type { LeftoverDeps } from './find-leftovers.ts';
import { locate } from './locate.ts';
import type { IdentityPort, Prompter } from './ports.ts';
import { preview } from './preview.ts';
import type { RolloutDeps } from './rollout.ts';
import { findParts } from './stack-parts.ts';
import { lookForLeftovers, sweep } from './sweep.ts';
import { tellFates } from './tell-fates.ts';
import { JobWatch } from './watch-jobs.ts';

interface Input {
  stackName?: string | undefined;
  /** The settings to change, of those that `scaleKeys` names. */
  draft: Draft;
  credentials: Credentials;
  confirmed: boolean;
  dryRun: boolean;
  wait: boolean;
  drain?: boolean;
  /** Do not wait for running jobs: they fail. */
  now?: boolean;
  timeoutMs: number;
  prices?: PriceTable | undefined;
}

type Deps = RolloutDeps & LeftoverDeps & { identity: IdentityPort; prompter: Prompter };

/**
 * More or fewer jobs at once, or executors kept ready: changed parameters through the stack, so no drift, followed
 * until the new manager reports them. Running jobs are not killed, but with `now`. Error: `settings.invalid` (2).
 */
export async function* scale(input: Input, deps: Deps): Operation<DeployResult> {
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
  const { credentials, wait, drain = false, now = false, dryRun, timeoutMs } = input;
  // The template stays, so the version that made it stays too.
  const version = existing.tags[versionTag] ?? 'unknown';
  const asked = { plan, settings, credentials, existing, template: undefined, version };
  const rollout = { ...asked, wait, drain, now, dryRun, timeoutMs };
  if (plan.action === 'none') return yield* deploy(rollout, deps);
  yield { type: 'phase.started', phase: 'look', text: 'Looking at what runs and what is left over' };
  const jobs = yield* lookAtJobs(existing, now, deps);
  const found = yield* lookForLeftovers(existing, input.prices, deps);
  const text = 'Looked at what runs and what is left over';
  yield { type: 'phase.ended', phase: 'look', text, outcome: 'done' };
  if (dryRun) {
    const seen = yield* preview(rollout, deps);
    return { ...plannedResult(plan, settings), ...seen };
  }
  if (!input.confirmed) await agree(deps.prompter, question(plan, found, now ? jobs : undefined));
  const result = yield* tellFates(deploy({ ...rollout, jobs }, deps), jobs);
  if (!wait) return result;
  const leftovers = yield* sweep(existing, found, deps);
  const isClean = found.length === leftovers.removed.length;
  return { ...result, leftovers, next: isClean ? result.next : ['glfr executors prune', ...result.next] };
}

/** What the manager runs, before anyone decides; nothing where there is no manager yet. */
async function* lookAtJobs(
  stack: Stack,
  now: boolean,
  deps: Deps,
): AsyncGenerator<GlfrEvent, JobWatch | undefined, void> {
  const parts = await findParts(stack, deps.stacks);
  if (!parts) return undefined;
  const watch = await JobWatch.begin(parts, deps);
  yield { type: 'jobs.in-hand', jobs: watch.jobs, fate: now ? 'die' : 'end-first' };
  return watch;
}

function question({ stackName, changes }: Plan, found: readonly Leftover[], dying: JobWatch | undefined) {
  const jobs = changes.find(({ parameter }) => parameter === 'Concurrency')?.to;
  const killed = dying?.jobs.length ?? 0;
  const parts = [
    jobs ? `scale ${stackName} to ${jobs} jobs at the same time` : `change ${stackName}`,
    ...(killed === 0 ? [] : [`let ${killed === 1 ? 'the running job' : `${killed} running jobs`} die`]),
    ...(found.length === 0 ? [] : [`take away the ${found.length} left over`]),
  ];
  const text = parts.join(', and ');
  return { message: `${text[0]?.toUpperCase()}${text.slice(1)}?`, default: killed === 0 };
}
