import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { GlfrError } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import { accessTokenProblem, runnerTokenProblem } from '../domain/gitlab/token.ts';
import { againWithout } from '../domain/typed-command.ts';
import type { Credentials } from '../domain/wizard/state.ts';

/** Tokens from the environment and from `--token-file FILE|-`; never from argv. Error: `token.kind` (2). */
export async function readCredentials(
  env: Readonly<Record<string, string | undefined>>,
  tokenFile: string | undefined,
): Promise<Credentials> {
  const credentials: Credentials = {
    runnerToken: checked('GLFR_RUNNER_TOKEN', env.GLFR_RUNNER_TOKEN?.trim(), runnerTokenProblem),
    accessToken: checked('GLFR_GITLAB_TOKEN', env.GLFR_GITLAB_TOKEN?.trim(), accessTokenProblem),
  };
  if (tokenFile === undefined) return credentials;
  const token = await readToken(tokenFile);
  const place = `--token-file ${tokenFile}`;
  if (token === '') throw wrongKind(place, 'the file is empty');
  // A runner's token can be told by its prefix; an access token's prefix is the instance's own affair.
  if (runnerTokenProblem(token) === undefined) return { ...credentials, runnerToken: token };
  return { ...credentials, accessToken: checked(place, token, accessTokenProblem) };
}

async function readToken(file: string): Promise<string> {
  const content = await (file === '-' ? text(process.stdin) : readFile(file, 'utf8')).catch((cause) => {
    throw new GlfrError({
      code: 'token.file',
      message: `The token file ${file} could not be read (${(cause as NodeJS.ErrnoException).code}).`,
      suggestions: [
        `${againWithout('--token-file')} --token-file FILE (with the token on its first line)`,
        '--token-file - (standard input)',
      ],
      exitCode: exitCode.usage,
      cause,
    });
  });
  return content.trim().split('\n')[0]?.trim() ?? '';
}

function checked(
  place: string,
  token: string | undefined,
  problemOf: (token: string) => string | undefined,
): string | undefined {
  if (!token) return undefined;
  const problem = problemOf(token);
  if (problem) throw wrongKind(place, problem);
  return token;
}

const wrongKind = (place: string, problem: string) =>
  new GlfrError({
    code: 'token.kind',
    message: `${place}: ${problem}`,
    suggestions: ['GLFR_RUNNER_TOKEN takes a glrt- token; GLFR_GITLAB_TOKEN a personal access token'],
    exitCode: exitCode.usage,
  });
