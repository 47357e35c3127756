import { Errors, Flags } from '@oclif/core';

/** For flags that say nothing when they are empty. */
export const filled = async (
  text: string,
  _context: unknown,
  { name }: { name: string },
): Promise<string> => {
  if (text.trim() !== '') return text;
  throw new Errors.CLIError(`--${name} is empty.`);
};

/** Refuses a flag's value in one sentence. */
const matching = (flag: string, test: (text: string) => boolean, says: string) => async (text: string) => {
  if (test(text)) return text;
  throw new Errors.CLIError(`--${flag} ${text}: ${says}`);
};

/** Flags every command has; each has an environment name. */
export const commonFlags = {
  stack: Flags.string({
    description: 'name of the stack (default: the only glfr stack in the region)',
    env: 'GLFR_STACK',
    helpValue: 'NAME',
    parse: matching(
      'stack',
      (text) => /^[A-Za-z][A-Za-z0-9-]{0,127}$/.test(text),
      'a stack name has letters, digits and hyphens, and begins with a letter',
    ),
    helpGroup: 'GLOBAL',
  }),
  region: Flags.string({
    description: 'AWS region',
    env: 'GLFR_REGION',
    helpValue: 'REGION',
    helpGroup: 'GLOBAL',
  }),
  profile: Flags.string({
    description: 'AWS profile',
    env: 'GLFR_PROFILE',
    helpValue: 'NAME',
    helpGroup: 'GLOBAL',
  }),
  'endpoint-url': Flags.string({
    description: 'send AWS calls here instead',
    env: 'GLFR_ENDPOINT_URL',
    helpValue: 'URL',
    parse: matching(
      'endpoint-url',
      (text) => URL.canParse(text) && /^https?:/.test(text),
      'an address such as http://127.0.0.1:5000',
    ),
    helpGroup: 'GLOBAL',
  }),
  sandbox: Flags.boolean({
    description: 'use the AWS account and the GitLab inside glfr; nothing real is touched',
    env: 'GLFR_SANDBOX',
    helpGroup: 'GLOBAL',
  }),
  json: Flags.boolean({ description: 'print the result as JSON', env: 'GLFR_JSON', helpGroup: 'GLOBAL' }),
  color: Flags.boolean({
    description: 'colours (off with --no-color or NO_COLOR)',
    env: 'GLFR_COLOR',
    default: true,
    allowNo: true,
    helpGroup: 'GLOBAL',
  }),
};

export const yesFlag = {
  yes: Flags.boolean({ char: 'y', description: 'do it without asking', env: 'GLFR_YES' }),
};

export const dryRunFlag = {
  'dry-run': Flags.boolean({ description: 'end at the plan', env: 'GLFR_DRY_RUN' }),
};

export const configFlag = {
  config: Flags.string({
    description: 'read settings from this YAML file',
    env: 'GLFR_CONFIG',
    helpValue: 'FILE',
  }),
};

export const tokenFlag = {
  'token-file': Flags.string({
    description:
      'read a GitLab token from this file, or - for standard input (secrets have no flag of their own; see also GLFR_GITLAB_TOKEN and GLFR_RUNNER_TOKEN)',
    env: 'GLFR_TOKEN_FILE',
    helpValue: 'FILE',
  }),
};

export const waitFlags = {
  wait: Flags.boolean({
    description: 'wait for manager and runner (--no-wait ends after the stack)',
    env: 'GLFR_WAIT',
    default: true,
    allowNo: true,
  }),
  drain: Flags.boolean({
    description: 'let all jobs end before the update begins (jobs older than an hour always do)',
    env: 'GLFR_DRAIN',
  }),
  timeout: Flags.string({
    description:
      'how long to wait before giving the terminal back (exit code 6): 90s, 10m; a bare number is minutes',
    env: 'GLFR_TIMEOUT',
    default: '60m',
  }),
};

/** Values of the flags that decide about world and terminal. */
export interface CommonValues {
  stack?: string | undefined;
  region?: string | undefined;
  profile?: string | undefined;
  'endpoint-url'?: string | undefined;
  sandbox?: boolean | undefined;
  json?: boolean | undefined;
  color?: boolean | undefined;
  yes?: boolean | undefined;
}
