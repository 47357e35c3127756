import { GlfrError } from '../error.ts';
import { exitCode } from '../exit-code.ts';
import { iso } from '../iso.ts';
import type { RunnerWarning } from '../result/runner-check.ts';

/** What is known of a stack's token and runner. Times are epoch milliseconds; what is missing is not known. */
export interface TokenFacts {
  stackName: string;
  runnerId: number;
  expiresAt?: number | null | undefined;
  /** When GitLab last refused the token of the manager that runs now. */
  refusedAt?: number | undefined;
  paused?: boolean | undefined;
  online?: boolean | undefined;
}

const soonMs = 7 * 86_400_000;

/** Why the manager cannot work with its token, as an error; `undefined` when nothing says so. */
export function tokenProblem(facts: TokenFacts, now: number): GlfrError | undefined {
  const { stackName, runnerId, expiresAt, refusedAt } = facts;
  const rotate = `glfr runner rotate --stack ${stackName}`;
  if (typeof expiresAt === 'number' && expiresAt <= now)
    return new GlfrError({
      code: 'runner.token-expired',
      message: `The token of runner #${runnerId} expired on ${iso(expiresAt)}; GitLab refuses it.`,
      suggestions: [rotate],
      exitCode: exitCode.denied,
    });
  if (refusedAt === undefined) return undefined;
  return new GlfrError({
    code: 'runner.token-refused',
    message: `GitLab refuses the token that the manager of ${stackName} has (last at ${iso(refusedAt)}); it was reset or has expired, or its runner was deleted.`,
    suggestions: [rotate, 'glfr logs --since 75m'],
    exitCode: exitCode.denied,
  });
}

/** What a good token does not tell: it will not stay so, or the runner takes no jobs for another reason. */
export function tokenWarnings(facts: TokenFacts, now: number): RunnerWarning[] {
  const { stackName, runnerId, expiresAt, paused, online } = facts;
  const said: RunnerWarning[] = [];
  if (typeof expiresAt === 'number' && expiresAt - now < soonMs)
    said.push({
      code: 'runner.token-expiring',
      text: `the token of runner #${runnerId} expires on ${iso(expiresAt)}; the manager does not renew it by itself`,
      next: `glfr runner rotate --stack ${stackName}`,
    });
  if (paused)
    said.push({
      code: 'runner.paused',
      text: `runner #${runnerId} is paused in GitLab and gets no new jobs`,
      next: `glfr runner unpause --stack ${stackName}`,
    });
  if (online === false)
    said.push({
      code: 'runner.offline',
      text: `GitLab has not heard of a manager of runner #${runnerId} for two hours or more`,
      next: `glfr status --stack ${stackName}`,
    });
  return said;
}
