import { GlfrError, hasCode } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import type { Runner, RunnerJob } from '../domain/gitlab/runner.ts';
import { accessTokenProblem } from '../domain/gitlab/token.ts';
import type { Stack } from '../domain/stack/stack.ts';
import type { Credentials } from '../domain/wizard/state.ts';
import type { GitLabPort, Prompter } from './ports.ts';

/** A stack's runner, and a token that may ask GitLab about it. */
export interface RunnerAccess {
  url: string;
  id: number;
  accessToken: string;
}

interface Deps {
  gitlab: GitLabPort;
  prompter: Prompter;
}

/** Whom to ask GitLab about, and with what; the access token is asked for where none was given. */
export async function runnerAccess(
  stack: Stack,
  credentials: Credentials,
  { gitlab, prompter }: Deps,
): Promise<RunnerAccess> {
  const url = stack.parameters.GitLabUrl ?? '';
  const known = Number(stack.parameters.RunnerId);
  const { runnerToken } = credentials;
  if (!url || (!known && !runnerToken)) throw unknownRunner(stack);
  const accessToken = credentials.accessToken ?? (await askToken(url, prompter));
  const id = known || (await gitlab.verifyRunnerToken(url, runnerToken ?? '')).id;
  return { url, id, accessToken };
}

/** The runner as GitLab shows it. Error: `runner.not-found` (3). */
export async function findRunner(
  { url, id, accessToken }: RunnerAccess,
  stack: Stack,
  gitlab: GitLabPort,
): Promise<Runner> {
  const runner = await gitlab.runner(url, accessToken, id);
  if (runner) return runner;
  throw new GlfrError({
    code: 'runner.not-found',
    message: `There is no runner #${id} in ${url} any more; the manager of ${stack.name} gets no jobs.`,
    suggestions: [
      `glfr runner rotate --stack ${stack.name} (with GLFR_RUNNER_TOKEN set to another runner's glrt- token)`,
      `glfr destroy --stack ${stack.name}, then glfr init`,
    ],
    exitCode: exitCode.notFound,
  });
}

/** Its running jobs; `undefined` for a token that may see the runner, but not the jobs of every project it serves. */
export async function runningJobs(
  { url, id, accessToken }: RunnerAccess,
  gitlab: GitLabPort,
): Promise<RunnerJob[] | undefined> {
  try {
    return await gitlab.runningJobs(url, accessToken, id);
  } catch (error) {
    if (hasCode(error, 'gitlab.forbidden', 'gitlab.not-found')) return undefined;
    throw error;
  }
}

async function askToken(url: string, prompter: Prompter): Promise<string> {
  const answer = await prompter.ask({
    kind: 'secret',
    key: 'accessToken',
    canGoBack: false,
    flag: 'GLFR_GITLAB_TOKEN',
    message: `Personal access token with manage_runner (${url}/-/user_settings/personal_access_tokens)`,
    problem: accessTokenProblem,
  });
  return answer.kind === 'value' ? String(answer.value).trim() : '';
}

/** Who deploys the template by hand need not give it the runner's number. */
const unknownRunner = ({ name }: Stack) =>
  new GlfrError({
    code: 'runner.unknown',
    message: `The stack ${name} does not know which runner it has: it was made with a token alone.`,
    suggestions: [
      `glfr runner rotate --stack ${name} (with GLFR_RUNNER_TOKEN set to its glrt- token; notes the runner's number too)`,
      'or set the parameter RunnerId of the stack: the number is in the address of the runner in GitLab',
    ],
    exitCode: exitCode.notFound,
  });
