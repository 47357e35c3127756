/** Tokens of GitLab by their prefix. An instance may put a prefix of its own before it (`acme-glrt-…`). */
const kinds: readonly { mark: RegExp; kind: 'runner' | 'access' | 'registration' | 'other'; name: string }[] =
  [
    // glrtr- belongs to a runner that was made with a registration token; it authenticates like glrt-.
    { mark: /(^|-)glrtr?-/, kind: 'runner', name: "a runner's authentication token" },
    { mark: /(^|-)glpat-/, kind: 'access', name: 'an access token' },
    { mark: /^GR1348941/, kind: 'registration', name: 'an old registration token' },
    { mark: /(^|-)gldt-/, kind: 'other', name: 'a deploy token' },
    { mark: /(^|-)glcbt-/, kind: 'other', name: "a job's token" },
    { mark: /(^|-)glptt-/, kind: 'other', name: 'a pipeline trigger token' },
    { mark: /(^|-)glagent-/, kind: 'other', name: "a Kubernetes agent's token" },
    { mark: /(^|-)gl(ft|imt|oas|soat|ffct|wt)-/, kind: 'other', name: 'another kind of GitLab token' },
  ];

const whereRunnerTokens =
  'GitLab shows it (glrt-…) once, when a runner is created under Settings or Admin > CI/CD > Runners';
const whereAccessTokens =
  'make one in GitLab under Edit profile > Access tokens, with the scopes create_runner and manage_runner';

/** What is wrong with this as a runner's authentication token, without repeating it; `undefined` when nothing is. */
export function runnerTokenProblem(token: string): string | undefined {
  const found = kindOf(token);
  if (found?.kind === 'runner') return shapeProblem(token);
  if (found)
    return `this is ${found.name}, but the runner needs its own authentication token; ${whereRunnerTokens}`;
  return shapeProblem(token) ?? `this is no runner authentication token; ${whereRunnerTokens}`;
}

/** What is wrong with this as an access token; unknown prefixes pass, since an instance may choose its own. */
export function accessTokenProblem(token: string): string | undefined {
  const found = kindOf(token);
  if (!found || found.kind === 'access') return shapeProblem(token);
  return `this is ${found.name}, but GitLab's API needs an access token; ${whereAccessTokens}`;
}

const kindOf = (token: string) => kinds.find(({ mark }) => mark.test(token.trim()));

function shapeProblem(token: string): string | undefined {
  if (token.trim() === '') return 'the token is empty';
  if (!/^[\x21-\x7e]+$/.test(token.trim()))
    return 'the token has a space or another character that no token has; copy it again';
  return undefined;
}
