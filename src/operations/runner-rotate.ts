import type { Operation } from '../domain/event.ts';
import { expiryFact } from '../domain/gitlab/expiry.ts';
import type { RunnerRotateResult } from '../domain/result/runner-rotate.ts';
import { complete } from '../domain/settings/complete.ts';
import { settingsFromParameters } from '../domain/settings/stored.ts';
import { versionTag } from '../domain/stack/make-plan.ts';
import { type NewToken, rotatePlan } from '../domain/stack/rotate-plan.ts';
import type { Stack } from '../domain/stack/stack.ts';
import { againWithout } from '../domain/typed-command.ts';
import type { Credentials } from '../domain/wizard/state.ts';
import { agree } from './agree.ts';
import { refuseUnready } from './changeable.ts';
import { deploy } from './deploy.ts';
import { locate } from './locate.ts';
import type { IdentityPort, Prompter } from './ports.ts';
import type { DeployInput, RolloutDeps } from './rollout.ts';
import { type Reached, reachedWith, rotateFault } from './rotate-fault.ts';
import { findRunner, runnerAccess } from './stack-runner.ts';

interface Input {
  stackName?: string | undefined;
  /** With a runner token that one is put in place, else GitLab makes a new one. */
  credentials: Credentials;
  confirmed: boolean;
  dryRun: boolean;
  wait: boolean;
  timeoutMs: number;
}

type Deps = RolloutDeps & { identity: IdentityPort; prompter: Prompter };
type Expiry = Pick<RunnerRotateResult, 'tokenExpiresAt'>;

/**
 * Another token for the stack's runner, through the stack: a new manager starts with it once the old one has ended its
 * jobs, which have tokens of their own. No job is killed.
 */
export async function* rotateToken(input: Input, deps: Deps): Operation<RunnerRotateResult> {
  const [existing, place] = await Promise.all([locate(input.stackName, deps.stacks), deps.identity.whoAmI()]);
  refuseUnready(existing);
  const { token, credentials, expiry } = await chooseToken(existing, input.credentials, deps);
  const plan = rotatePlan(existing, token, { region: place.region, account: place.account });
  yield { type: 'plan.made', plan };
  const { dryRun, wait, timeoutMs } = input;
  if (!dryRun && !input.confirmed) await agree(deps.prompter, { message: question(token), default: true });
  const settings = complete(settingsFromParameters(existing.parameters));
  // The template stays, so the version that made it stays too.
  const version = existing.tags[versionTag] ?? 'unknown';
  const asPlanned = dryRun ? { ...plan, action: 'none' as const } : plan;
  const done = yield* carryOut(
    { plan: asPlanned, settings, credentials, existing, template: undefined, version, wait, timeoutMs },
    deps,
  );
  return {
    ...done,
    action: dryRun ? 'planned' : done.action,
    tokenFrom: token.from,
    ...(!dryRun && { ...expiry, ...expiryOf(done) }),
    next: dryRun ? [againWithout('--dry-run')] : ['glfr runner check', 'glfr logs --follow'],
  };
}

const expiryOf = ({ tokenExpiresAt }: Expiry): Expiry =>
  tokenExpiresAt === undefined ? {} : { tokenExpiresAt };

/** The token in hand once GitLab has verified it, else the one GitLab is to make. */
async function chooseToken(
  stack: Stack,
  credentials: Credentials,
  deps: Deps,
): Promise<{ token: NewToken; credentials: Credentials; expiry: Expiry }> {
  const url = stack.parameters.GitLabUrl ?? '';
  if (credentials.runnerToken) {
    const { id, tokenExpiresAt } = await deps.gitlab.verifyRunnerToken(url, credentials.runnerToken);
    return { token: { from: 'given', runnerId: id, url }, credentials, expiry: expiryFact(tokenExpiresAt) };
  }
  const access = await runnerAccess(stack, credentials, deps);
  // A token without the scope, or a runner that is gone, is told before anything is changed.
  const { id } = await findRunner(access, stack, deps.gitlab);
  const { accessToken } = access;
  return { token: { from: 'reset', runnerId: id, url }, credentials: { accessToken }, expiry: {} };
}

/** The same deploy as everyone's; what it fails with is told with what became of the tokens. */
async function* carryOut(input: DeployInput, deps: RolloutDeps) {
  let reached: Reached = 'nothing';
  let expiry: Expiry = {};
  const deployed = deploy(input, deps);
  try {
    for (;;) {
      const step = await deployed.next();
      if (step.done) return { ...step.value, ...expiry };
      reached = reachedWith(step.value, reached);
      if (step.value.type === 'runner.token-reset') expiry = expiryFact(step.value.tokenExpiresAt);
      yield step.value;
    }
  } catch (error) {
    throw rotateFault(error, reached, input.plan.stackName);
  }
}

const question = ({ from, runnerId }: NewToken): string =>
  from === 'reset'
    ? `Let GitLab make a new token for runner #${runnerId}, and put it into the stack?`
    : `Put the given token of runner #${runnerId} into the stack?`;
