import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { GlfrError } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import { accessTokenProblem, runnerTokenProblem } from '../domain/gitlab/token.ts';
import type { Credentials } from '../domain/wizard/state.ts';

/** Tokens from the environment and from `--token-file FILE|-`; never from argv. Error: `token.kind` (2). */
export async function readCredentials(
  env: Readonly<Record<string, string | undefined>>,
  tokenFile: string | undefined,
): Promise<Credentials> {
  const credentials: Credentials = {
    runnerToken: env.GLFR_RUNNER_TOKEN?.trim() || undefined,
    accessToken: env.GLFR_GITLAB_TOKEN?.trim() || undefined,
  };
  if (tokenFile !== undefined) {
    const token = await readToken(tokenFile);
    if (token.startsWith('glrt-')) credentials.runnerToken = token;
    else credentials.accessToken = token;
  }
  check('GLFR_RUNNER_TOKEN', credentials.runnerToken, runnerTokenProblem);
  check('GLFR_GITLAB_TOKEN', credentials.accessToken, accessTokenProblem);
  return credentials;
}

async function readToken(file: string): Promise<string> {
  const content = await (file === '-' ? text(process.stdin) : readFile(file, 'utf8')).catch((cause) => {
    throw new GlfrError({
      code: 'token.file',
      message: `The token file ${file} could not be read (${(cause as NodeJS.ErrnoException).code}).`,
      suggestions: [
        '--token-file <a file with the token on its first line>',
        '--token-file - (standard input)',
      ],
      exitCode: exitCode.usage,
      cause,
    });
  });
  return content.trim().split('\n')[0]?.trim() ?? '';
}

function check(
  name: string,
  token: string | undefined,
  problemOf: (token: string) => string | undefined,
): void {
  const problem = token === undefined ? undefined : problemOf(token);
  if (!problem) return;
  throw new GlfrError({
    code: 'token.kind',
    message: `${name}: ${problem}`,
    suggestions: ['GLFR_RUNNER_TOKEN takes a glrt- token; GLFR_GITLAB_TOKEN a personal access token'],
    exitCode: exitCode.usage,
  });
}
