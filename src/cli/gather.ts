import type { Credentials } from '../domain/wizard/state.ts';
import type { InitInput } from '../operations/init.ts';
import { readEndpointsTemplate, readPrices, readTemplate } from './assets.ts';
import { gatherDraft } from './gather-draft.ts';
import { readCredentials } from './secrets.ts';
import { timeoutMs } from './timeout.ts';
import type { World } from './wiring.ts';

/** Parsed flags of `init` and `deploy`. */
export interface DeployFlags {
  stack?: string | undefined;
  config?: string | undefined;
  'dry-run'?: boolean | undefined;
  force?: boolean | undefined;
  'token-file'?: string | undefined;
  wait?: boolean | undefined;
  timeout?: string | undefined;
  yes?: boolean | undefined;
  [flag: string]: unknown;
}

/** Flags, environment and config file → the input of `init`; everything wrong with them at once. */
export async function gatherInit(
  flags: DeployFlags,
  world: World,
  program: { root: string; version: string },
): Promise<InitInput> {
  const [draft, credentials, prices] = await Promise.all([
    gatherDraft(flags),
    gatherCredentials(flags['token-file'], world),
    readPrices(program.root),
  ]);
  return {
    ...{ stackName: flags.stack, draft, proposals: world.proposals.draft, credentials },
    ...{ prices, version: program.version },
    templateOf: (name) =>
      name === 'endpoints' ? readEndpointsTemplate(program.root) : readTemplate(program.root, name),
    ...{ dryRun: flags['dry-run'] ?? false, force: flags.force ?? false, confirmed: flags.yes ?? false },
    ...followOptions(flags),
  };
}

/** `--wait`, `--drain`, `--now` and `--timeout` as operations take them. */
export const followOptions = (flags: Readonly<Record<string, unknown>>) => ({
  wait: flags.wait !== false,
  drain: flags.drain === true,
  now: flags.now === true,
  timeoutMs: timeoutMs(String(flags.timeout)),
});

/** The user's tokens, else the sandbox's own. */
export async function gatherCredentials(tokenFile: string | undefined, world: World): Promise<Credentials> {
  const given = await readCredentials(process.env, tokenFile);
  const { accessToken } = world.proposals;
  return { ...given, accessToken: given.accessToken ?? accessToken };
}
