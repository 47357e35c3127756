import type { Operation } from '../domain/event.ts';
import type { PriceTable } from '../domain/fleet/cost.ts';
import type { DeployResult } from '../domain/result/deploy.ts';
import { plannedResult } from '../domain/result/planned.ts';
import type { Draft } from '../domain/settings/declaration.ts';
import type { ExecutorKind } from '../domain/settings/executor-kind.ts';
import type { Stack } from '../domain/stack/stack.ts';
import { stackState } from '../domain/stack/status.ts';
import type { Credentials, WizardState } from '../domain/wizard/state.ts';
import { agreePlan, type Consent } from './agree-plan.ts';
import { deploy } from './deploy.ts';
import { discover } from './discover.ts';
import { type ChosenStack, chooseStack } from './existing-stack.ts';
import { looksUsable } from './judge-reach.ts';
import { makeEndpoints } from './make-endpoints.ts';
import type { EndpointsPort, IdentityPort, NetworkPort, OfferingsPort, Prompter } from './ports.ts';
import { preview } from './preview.ts';
import { resumeRollout } from './resume-rollout.ts';
import type { RolloutDeps } from './rollout.ts';

export interface InitInput extends Consent {
  stackName?: string | undefined;
  draft: Draft;
  /** Proposed where nothing better is known, as the sandbox proposes its own GitLab. */
  proposals: Draft;
  credentials: Credentials;
  /** The bundled template of an executor kind, or of a VPC's endpoints. */
  templateOf(name: ExecutorKind | 'endpoints'): Promise<string>;
  version: string;
  prices: PriceTable;
  wait: boolean;
  drain: boolean;
  timeoutMs: number;
}

export interface InitDeps extends RolloutDeps {
  identity: IdentityPort;
  network: NetworkPort;
  offerings: OfferingsPort;
  endpoints: EndpointsPort;
  prompter: Prompter;
}

/** The main job: discover, ask what is open, judge the network, plan, and after a yes deploy. */
export async function* init(input: InitInput, deps: InitDeps): Operation<DeployResult> {
  const { region, account, snapshot } = yield* discover(deps);
  const chosen = yield* chooseStack(input.stackName, deps);
  const { stackName, existing } = chosen;
  if (existing && stackState(existing.status) === 'working')
    return yield* resumeRollout(existing, { region, account }, input, deps);
  const { templateOf, version, prices, wait, drain, timeoutMs } = input;
  const agreed = yield* agreePlan(
    startingState(input, chosen),
    { snapshot, region, works: looksUsable(snapshot) },
    { stackName, region, account, existing, templateOf, version, prices },
    input,
    deps,
  );
  const rollout = { ...agreed, existing, version, wait, drain, timeoutMs };
  if (input.dryRun) {
    const seen = agreed.plan.action === 'update' ? yield* preview(rollout, deps) : {};
    return { ...plannedResult(agreed.plan, agreed.settings), ...seen };
  }
  if (agreed.plan.endpoints)
    yield* makeEndpoints(agreed.plan.endpoints, { template: await templateOf('endpoints'), timeoutMs }, deps);
  return yield* deploy(rollout, deps);
}

const startingState = (input: InitInput, { existing, stored }: ChosenStack): WizardState => ({
  draft: givenDraft(input.draft, existing),
  defaults: { ...input.proposals, ...stored },
  credentials: input.credentials,
  keepsRunner: existing !== undefined && !input.credentials.runnerToken,
});

/** An update keeps its VPC and its GitLab unless a flag says otherwise: nobody is asked for them again. */
function givenDraft(draft: Draft, existing: Stack | undefined): Draft {
  if (!existing) return draft;
  const { VpcId, GitLabUrl } = existing.parameters;
  return { ...draft, vpc: draft.vpc ?? VpcId, gitlabUrl: draft.gitlabUrl ?? GitLabUrl };
}
