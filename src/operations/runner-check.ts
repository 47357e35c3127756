import { GlfrError, hasCode } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import { expiryFact } from '../domain/gitlab/expiry.ts';
import type { Runner } from '../domain/gitlab/runner.ts';
import { tokenProblem, tokenWarnings } from '../domain/gitlab/token-verdict.ts';
import { iso } from '../domain/iso.ts';
import type { RunnerCheckResult } from '../domain/result/runner-check.ts';
import type { Stack } from '../domain/stack/stack.ts';
import type { Credentials } from '../domain/wizard/state.ts';
import { lastRefusal } from './last-refusal.ts';
import { locate } from './locate.ts';
import type { Clock, GitLabPort, IdentityPort, LogsPort, Prompter, ServicePort, StackPort } from './ports.ts';
import { findRunner, runnerAccess } from './stack-runner.ts';

interface Deps {
  identity: IdentityPort;
  stacks: StackPort;
  service: ServicePort;
  logs: LogsPort;
  gitlab: GitLabPort;
  clock: Clock;
  prompter: Prompter;
}

/** What GitLab says of the runner and of a token in hand. */
interface Asked {
  runnerId: number;
  runner?: Runner;
  verified: boolean;
  expiresAt?: number | null | undefined;
}

/**
 * Is the stack's token good, and will it stay so? Asks GitLab with the tokens in hand, and the manager's log about the
 * one it has. Errors (4): `gitlab.runner-token`, `runner.token-refused`, `runner.token-expired`.
 */
export async function checkRunner(
  input: { stackName?: string | undefined; credentials: Credentials },
  deps: Deps,
): Promise<RunnerCheckResult> {
  const [stack, { region }] = await Promise.all([
    locate(input.stackName, deps.stacks),
    deps.identity.whoAmI(),
  ]);
  const asked = await askGitLab(stack, input.credentials, deps);
  const refusal = await lastRefusal(stack, deps);
  const { runnerId, runner, verified, expiresAt } = asked;
  const refusedAt = typeof refusal === 'number' ? refusal : undefined;
  const { paused, online } = runner ?? {};
  const facts = { stackName: stack.name, runnerId, expiresAt, refusedAt, paused, online };
  const now = deps.clock.now();
  const problem = tokenProblem(facts, now);
  if (problem) throw problem;
  const warnings = tokenWarnings(facts, now);
  return {
    ...{ stackName: stack.name, region, gitlabUrl: stack.parameters.GitLabUrl ?? '', runnerId },
    ...{ fine: warnings.length === 0, verified, managerLog: refusal === 'never' ? 'no-refusal' : 'unknown' },
    ...(runner && { paused: runner.paused, online: runner.online }),
    ...(runner?.contactedAt && { contactedAt: iso(runner.contactedAt) }),
    ...expiryFact(expiresAt),
    warnings,
    next: warnings.length > 0 ? warnings.map(({ next }) => next) : ['glfr runner show', 'glfr status'],
  };
}

/** A runner's token alone is enough; an access token tells more. */
async function askGitLab(stack: Stack, credentials: Credentials, deps: Deps): Promise<Asked> {
  const { runnerToken, accessToken } = credentials;
  const url = stack.parameters.GitLabUrl ?? '';
  const verified = runnerToken
    ? await deps.gitlab.verifyRunnerToken(url, runnerToken).catch((error) => refuse(error, stack))
    : undefined;
  if (verified) refuseOther(stack, verified.id);
  if (verified && !accessToken)
    return { runnerId: verified.id, verified: true, expiresAt: verified.tokenExpiresAt };
  const access = await runnerAccess(stack, credentials, deps);
  const runner = await findRunner(access, stack, deps.gitlab);
  const expiresAt = verified?.tokenExpiresAt ?? runner.tokenExpiresAt;
  return { runnerId: runner.id, runner, verified: verified !== undefined, expiresAt };
}

/** Nobody can tell whether the refused token is the one in the stack: both ways on are named. */
function refuse(error: unknown, { name }: Stack): never {
  if (!hasCode(error, 'gitlab.runner-token')) throw error;
  const { code, message, exitCode: exit, cause } = error;
  const suggestions = [
    `unset GLFR_RUNNER_TOKEN, then glfr runner check --stack ${name} (asks about the token in the stack)`,
    `unset GLFR_RUNNER_TOKEN, then glfr runner rotate --stack ${name} (puts a new one into the stack)`,
  ];
  throw new GlfrError({ code, message, suggestions, exitCode: exit, cause });
}

/** A good token of another runner says nothing about this stack's. */
function refuseOther({ name, parameters }: Stack, id: number): void {
  const known = Number(parameters.RunnerId);
  if (!known || known === id) return;
  throw new GlfrError({
    code: 'runner.other-token',
    message: `The given runner token is that of runner #${id}, but the stack ${name} has runner #${known}.`,
    suggestions: [
      `unset GLFR_RUNNER_TOKEN, then glfr runner check --stack ${name}`,
      `glfr runner rotate --stack ${name} (puts the given token into the stack)`,
    ],
    exitCode: exitCode.usage,
  });
}
