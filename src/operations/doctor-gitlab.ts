import { type Fact, known, unknown } from '../domain/doctor/fact.ts';
import type { Facts } from '../domain/doctor/facts.ts';
import type { Stack } from '../domain/stack/stack.ts';
import type { Credentials } from '../domain/wizard/state.ts';
import type { GitLabPort } from './ports.ts';
import { readFact, readFrom } from './read-fact.ts';
import type { RunnerAccess } from './stack-runner.ts';

type Names = 'runner' | 'managers' | 'gitlabVersion';

/** What GitLab says, as far as there is a token to ask with. */
export function gitlabFacts(
  stack: Promise<Fact<Stack>>,
  { accessToken }: Credentials,
  gitlab: GitLabPort,
): { [Name in Names]: Promise<Facts[Name]> } {
  const access = readFrom(stack, async (found) => accessTo(found, accessToken));
  const numbered = readFrom(access, async (one) => (one.id ? known(one) : noNumber));
  return {
    runner: readFrom(numbered, ({ url, accessToken: token, id }) =>
      readFact(() => gitlab.runner(url, token, id)),
    ),
    managers: readFrom(numbered, ({ url, accessToken: token, id }) =>
      readFact(() => gitlab.managers(url, token, id)),
    ),
    gitlabVersion: readFrom(access, ({ url, accessToken: token }) => readVersion(url, token, gitlab)),
  };
}

const noNumber = unknown(
  'the stack does not know which runner it has: it was made with a token alone',
  'glfr runner rotate (notes its number too)',
);

function accessTo({ parameters }: Stack, accessToken: string | undefined): Fact<RunnerAccess> {
  const url = parameters.GitLabUrl;
  if (!url) return unknown('the stack does not say which GitLab it works for');
  if (!accessToken)
    return unknown(
      'GitLab was not asked: there is no access token',
      'export GLFR_GITLAB_TOKEN=glpat-… (with the scope manage_runner)',
    );
  return known({ url, accessToken, id: Number(parameters.RunnerId ?? 0) });
}

async function readVersion(url: string, token: string, gitlab: GitLabPort): Promise<Fact<string>> {
  const version = await readFact(() => gitlab.version(url, token));
  if (!version.known) return version;
  if (version.value !== undefined) return known(version.value);
  return unknown('the access token may not see the version of GitLab', 'a token with the scope read_user');
}
