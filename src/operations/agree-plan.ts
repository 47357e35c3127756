import { GlfrError } from '../domain/error.ts';
import type { GlfrEvent } from '../domain/event.ts';
import { exitCode } from '../domain/exit-code.ts';
import { complete } from '../domain/settings/complete.ts';
import { type Settings, settings as settingOf } from '../domain/settings/declaration.ts';
import type { ExecutorKind } from '../domain/settings/executor-kind.ts';
import { makePlan, type PlanInput } from '../domain/stack/make-plan.ts';
import type { Plan } from '../domain/stack/plan.ts';
import { again, againWithout } from '../domain/typed-command.ts';
import type { Credentials, Facts, WizardState } from '../domain/wizard/state.ts';
import { judgeReach } from './judge-reach.ts';
import { planEndpoints } from './make-endpoints.ts';
import type { EndpointsPort, GitLabPort, OfferingsPort, Prompter, StackPort } from './ports.ts';
import { refuseIssues } from './refuse-issues.ts';
import { type Settled, settle } from './settle.ts';

/** What a plan is made of besides the answers. */
export interface PlanFacts
  extends Omit<
    PlanInput,
    'settings' | 'reach' | 'token' | 'runnerId' | 'snapshot' | 'template' | 'endpoints'
  > {
  templateOf(kind: ExecutorKind): Promise<string>;
}

export interface Consent {
  dryRun: boolean;
  /** The plan needs no yes. */
  confirmed: boolean;
  /** Deploy although the network check says BLOCKED. */
  force: boolean;
}

interface PlanDeps {
  prompter: Prompter;
  gitlab: GitLabPort;
  offerings: OfferingsPort;
  endpoints: EndpointsPort;
  stacks: StackPort;
}

interface Agreed {
  plan: Plan;
  template: string;
  settings: Settings;
  credentials: Credentials;
}

/** Answers → network check → plan → yes. From the last question the user can go back into the answers. */
export async function* agreePlan(
  start: WizardState,
  facts: Facts,
  about: PlanFacts,
  consent: Consent,
  deps: PlanDeps,
): AsyncGenerator<GlfrEvent, Agreed, void> {
  let settled: Settled | undefined;
  for (;;) {
    settled = yield* settle(start, facts, deps, settled);
    const { state, gitlab } = settled;
    const settings = complete({ ...start.defaults, ...given(state.draft), gitlabUrl: gitlab.url });
    yield* refuseIssues({ settings, given: start.draft, existing: about.existing }, facts, deps.offerings);
    const reach = yield* judgeReach(facts.snapshot, settings, gitlab.addresses);
    const token = state.credentials.runnerToken ? 'given' : state.keepsRunner ? 'keep' : 'create';
    const { runnerId } = gitlab;
    if (token !== 'create') yield* tellIgnored(start);
    const template = await about.templateOf(settings.executor);
    const endpoints = await planEndpoints(settings, facts.snapshot, deps);
    const plan = makePlan({
      ...about,
      template,
      snapshot: facts.snapshot,
      settings,
      reach,
      token,
      runnerId,
      endpoints,
    });
    yield { type: 'plan.made', plan };
    const answer =
      consent.dryRun || (plan.action === 'none' && !plan.endpoints)
        ? 'yes'
        : await ask(plan, consent, settled, deps.prompter);
    if (answer === 'yes') return { plan, template, settings, credentials: state.credentials };
  }
}

/** These belong to GitLab's record of a runner, which glfr writes only once. */
function* tellIgnored({ draft }: WizardState): Generator<GlfrEvent, void, void> {
  const ignored = (['scope', 'tags', 'runUntagged'] as const).filter((key) => draft[key] !== undefined);
  if (ignored.length === 0) return;
  const flags = ignored.map((key) => `--${settingOf[key].flag}`).join(', ');
  const text = `${flags}: only for a runner that glfr creates; this one is changed in GitLab`;
  yield { type: 'notice', level: 'warning', text };
}

const given = (draft: object): object =>
  Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined));

/** The plan was shown; nothing is changed without a yes. */
async function ask(
  plan: Plan,
  consent: Consent,
  { past }: Settled,
  prompter: Prompter,
): Promise<'yes' | 'back'> {
  const isBlocked = plan.reach?.verdict === 'BLOCKED';
  if (isBlocked && !consent.force && (consent.confirmed || !prompter.interactive)) throw blocked(plan);
  if (consent.confirmed) return 'yes';
  const verb = plan.action === 'create' ? 'Create' : 'Update';
  const answer = await prompter.ask({
    kind: 'confirm',
    key: 'confirm',
    canGoBack: past.length > 0,
    flag: '--yes',
    message: isBlocked
      ? `GitLab is not reachable from these subnets. ${verb} it all the same?`
      : `${verb} the stack ${plan.stackName}?`,
    default: !isBlocked,
  });
  if (answer.kind === 'back') return 'back';
  if (answer.value === true) return 'yes';
  throw new GlfrError({
    code: 'declined',
    message: 'Nothing was changed.',
    suggestions: [`${again} --dry-run (shows the plan again)`],
  });
}

function blocked(plan: Plan): GlfrError {
  const paths = plan.reach?.paths ?? [];
  const texts = paths.flatMap(({ from, findings }) => findings.map((one) => `${from}: ${one.message}`));
  const fixes = paths.flatMap(({ findings }) =>
    findings.flatMap(({ fix }) => fix?.command ?? fix?.text ?? []),
  );
  return new GlfrError({
    code: 'reach.blocked',
    message: `The manager could not reach ${plan.reach?.target.host} from the chosen subnets: ${texts.join('; ')}.`,
    suggestions: [
      ...new Set(fixes),
      `glfr check --subnet ${paths.map(({ from }) => from).join(',')} (draws every path)`,
      `${againWithout('--subnet')} --subnet ANOTHER`,
      `${again} --force (deploys all the same)`,
    ],
    exitCode: exitCode.unreachable,
  });
}
