import { GlfrError } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import { issuesError, parseSettings } from '../domain/settings/parse.ts';
import { again } from '../domain/typed-command.ts';
import { readPrices } from './assets.ts';
import { followOptions, gatherCredentials } from './gather.ts';
import { settingValues } from './setting-flags.ts';
import type { World } from './wiring.ts';

/** Parsed flags of `scale`. */
interface ScaleFlags {
  stack?: string | undefined;
  'token-file'?: string | undefined;
  'dry-run'?: boolean | undefined;
  yes?: boolean | undefined;
  [flag: string]: unknown;
}

/** Without a setting the values are only printed, so what is about a change has no meaning. Error: `usage` (2). */
export function refuseWithoutSetting(flags: ScaleFlags): void {
  const given = ['now', 'drain', 'dry-run'].filter((name) => flags[name] === true);
  if (given.length === 0) return;
  throw new GlfrError({
    code: 'usage',
    message: `--${given.join(', --')}: nothing is changed without a setting.`,
    suggestions: [`${again} --concurrency 8`, 'glfr scale (prints the values as they are)'],
    exitCode: exitCode.usage,
  });
}

/** Flags → the input of `scale`; everything wrong with them at once. */
export async function gatherScale(flags: ScaleFlags, world: World, root: string) {
  const { draft, issues } = parseSettings(settingValues(flags), '--');
  if (issues.length > 0) throw issuesError(issues, 'scale');
  const credentials = await gatherCredentials(flags['token-file'], world);
  const consent = { confirmed: flags.yes ?? false, dryRun: flags['dry-run'] ?? false };
  const prices = await readPrices(root);
  return { stackName: flags.stack, draft, credentials, prices, ...consent, ...followOptions(flags) };
}
