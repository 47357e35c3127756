import type { Draft } from '../domain/settings/declaration.ts';
import { issuesError, parseSettings } from '../domain/settings/parse.ts';
import { readConfigFile, withFiles } from './config-file.ts';
import { settingValues } from './setting-flags.ts';

/** Settings by flags, environment and config file, flags first; everything wrong with them at once. */
export async function gatherDraft(
  flags: Readonly<Record<string, unknown>> & { config?: string | undefined },
): Promise<Draft> {
  const file = flags.config === undefined ? {} : await readConfigFile(flags.config);
  const fromFile = parseSettings(await withFiles(file), flags.config ?? '');
  const fromFlags = parseSettings(await withFiles(settingValues(flags)), '--');
  const issues = [...fromFile.issues, ...fromFlags.issues];
  if (issues.length > 0) throw issuesError(issues);
  return { ...fromFile.draft, ...fromFlags.draft };
}
