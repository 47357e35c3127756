import { GlfrError } from '../domain/error.ts';
import type { Operation } from '../domain/event.ts';
import { exitCode } from '../domain/exit-code.ts';
import type { PriceTable } from '../domain/fleet/cost.ts';
import type { DeployResult } from '../domain/result/deploy.ts';
import { complete } from '../domain/settings/complete.ts';
import type { Draft } from '../domain/settings/declaration.ts';
import { makePlan } from '../domain/stack/make-plan.ts';
import type { Plan } from '../domain/stack/plan.ts';
import type { Stack } from '../domain/stack/stack.ts';
import { stackState } from '../domain/stack/status.ts';
import type { Credentials } from '../domain/wizard/state.ts';
import { deploy } from './deploy.ts';
import { discover } from './discover.ts';
import { chooseStack } from './existing-stack.ts';
import { judgeReach, looksUsable } from './judge-reach.ts';
import type { IdentityPort, NetworkPort, Prompter } from './ports.ts';
import { resumeRollout } from './resume-rollout.ts';
import type { RolloutDeps } from './rollout.ts';
import { settle } from './settle.ts';

export interface InitInput {
  stackName?: string | undefined;
  draft: Draft;
  /** Proposed where nothing better is known, as the sandbox proposes its own GitLab. */
  proposals: Draft;
  credentials: Credentials;
  template: string;
  version: string;
  prices: PriceTable;
  dryRun: boolean;
  /** The plan needs no yes. */
  confirmed: boolean;
  /** Deploy although the network check says BLOCKED. */
  force: boolean;
  wait: boolean;
  timeoutMs: number;
}

export interface InitDeps extends RolloutDeps {
  identity: IdentityPort;
  network: NetworkPort;
  prompter: Prompter;
}

/** The main job: discover, ask what is open, judge the network, plan, and after a yes deploy. */
export async function* init(input: InitInput, deps: InitDeps): Operation<DeployResult> {
  const found = yield* discover(deps);
  const chosen = yield* chooseStack(input.stackName, deps);
  const { stackName, existing } = chosen;
  if (existing && stackState(existing.status) === 'working')
    return yield* resumeRollout(existing, found, input, deps);
  const { state, gitlab } = yield* settle(
    {
      draft: givenDraft(input, existing),
      defaults: { ...input.proposals, ...chosen.stored },
      credentials: input.credentials,
      keepsRunner: existing !== undefined && !input.credentials.runnerToken,
    },
    { snapshot: found.snapshot, region: found.region, works: looksUsable(found.snapshot) },
    deps,
  );
  const settings = complete({
    ...chosen.stored,
    ...withoutUndefined(state.draft),
    gitlabUrl: gitlab.url,
  });
  const reach = yield* judgeReach(found.snapshot, settings, gitlab.addresses);
  const plan = makePlan({
    ...{ stackName, existing, settings, reach, region: found.region, account: found.account },
    ...{ snapshot: found.snapshot, template: input.template, version: input.version, prices: input.prices },
    token: state.credentials.runnerToken ? 'given' : state.keepsRunner ? 'keep' : 'create',
    runnerId: gitlab.runnerId,
  });
  yield { type: 'plan.made', plan };
  if (input.dryRun) return planned(plan, settings.gitlabUrl, settings.concurrency);
  if (plan.action !== 'none') await agree(plan, input, deps.prompter);
  const { template, version, wait, timeoutMs } = input;
  return yield* deploy(
    { plan, settings, credentials: state.credentials, existing, template, version, wait, timeoutMs },
    deps,
  );
}

/** What is not asked again: the flags, and on an update everything the stack already says unless a person is there. */
function givenDraft({ draft }: InitInput, existing: Stack | undefined): Draft {
  if (!existing) return draft;
  const { VpcId, GitLabUrl } = existing.parameters;
  return {
    ...(VpcId && { vpc: VpcId }),
    ...(GitLabUrl && { gitlabUrl: GitLabUrl }),
    ...withoutUndefined(draft),
  };
}

const withoutUndefined = (draft: Draft): Draft =>
  Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined));

/** The plan was shown; nothing is changed without a yes. */
async function agree(plan: Plan, input: InitInput, prompter: Prompter): Promise<void> {
  const isBlocked = plan.reach?.verdict === 'BLOCKED';
  if (isBlocked && !input.force && (input.confirmed || !prompter.interactive)) throw blocked(plan);
  if (input.confirmed) return;
  const message = isBlocked
    ? `GitLab is not reachable from these subnets. ${plan.action === 'create' ? 'Create' : 'Update'} it all the same?`
    : `${plan.action === 'create' ? 'Create' : 'Update'} the stack ${plan.stackName}?`;
  const answer = await prompter.ask({
    kind: 'confirm',
    key: 'confirm',
    flag: '--yes',
    message,
    default: !isBlocked,
  });
  if (answer.kind === 'value' && answer.value === true) return;
  throw new GlfrError({
    code: 'declined',
    message: 'Nothing was changed.',
    suggestions: ['glfr init --dry-run (shows the plan again)'],
  });
}

function blocked(plan: Plan): GlfrError {
  const findings = plan.reach?.subnets.flatMap(({ subnetId, findings }) =>
    findings.map((one) => `${subnetId}: ${one.text}`),
  );
  return new GlfrError({
    code: 'reach.blocked',
    message: `The manager could not reach ${plan.reach?.target.host} from the chosen subnets: ${findings?.join('; ')}.`,
    suggestions: [
      ...new Set(plan.reach?.subnets.flatMap(({ findings }) => findings.flatMap(({ fix }) => fix ?? []))),
      '--subnet another one',
      '--force (deploys all the same)',
    ],
    exitCode: exitCode.unreachable,
  });
}

function planned(plan: Plan, gitlabUrl: string, concurrency: number): DeployResult {
  return {
    ...{
      stackName: plan.stackName,
      region: plan.region,
      action: 'planned',
      status: 'not changed',
      gitlabUrl,
      concurrency,
    },
    manager: { state: 'not-awaited' },
    runner: 'unknown',
    seconds: 0,
    next: [`glfr init --stack ${plan.stackName}`],
  };
}
