/** Two columns of a section: what, and what it means. */
export type Pairs = [string, string][];

export const exitCodes: Pairs = [
  ['0', 'done'],
  ['1', 'failed'],
  ['2', 'wrong usage or input'],
  ['3', 'no such stack, log group, executor, runner or job'],
  ['4', 'credentials or permission'],
  ['5', 'not reachable (the network check says BLOCKED, or GitLab does not answer)'],
  ['6', 'still in progress when the wait ended'],
  ['130', 'interrupted (following a log, --watch: 0)'],
];

/** The environment of a command with these flags, but for the names that stand beside the flags. */
export function environment(flags: readonly string[]): Pairs {
  const has = (name: string) => flags.includes(name);
  return [
    ...(flags.length > 0 ? [['GLFR_…', 'beside each flag its own name; the flag goes first'] as const] : []),
    ...(has('token-file') ? tokens : []),
    ...(has('region') ? aws : []),
    ...(has('sandbox') ? sandbox : []),
    ...(has('color') ? [['NO_COLOR', 'no colours'] as const] : []),
  ].map(([name, meaning]) => [name, meaning]);
}

const tokens = [
  ['GLFR_GITLAB_TOKEN', 'an access token of GitLab, for what is asked of GitLab'],
  ['GLFR_RUNNER_TOKEN', "a runner's own token (glrt-…)"],
] as const;

const aws = [
  ['AWS_REGION', 'the region, after --region'],
  ['AWS_PROFILE', 'the profile, after --profile'],
  ['AWS_ENDPOINT_URL', 'another address for AWS; the AWS SDK reads its other names too'],
] as const;

const sandbox = [
  ['GLFR_SANDBOX_SPEED', 'with --sandbox: its seconds in one of yours, 10 if nothing is said'],
  ['GLFR_SANDBOX_SEED', 'with --sandbox: the seed of a new world'],
  ['GLFR_SANDBOX_FAULTS', 'with --sandbox: what goes wrong in it'],
] as const;
