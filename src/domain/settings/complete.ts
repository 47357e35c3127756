import { GlfrError } from '../error.ts';
import { exitCode } from '../exit-code.ts';
import { type Draft, type Settings, settingKeys, settings } from './declaration.ts';
import { executorsFor } from './size.ts';

/** A draft with every default filled in. Error: `input.needed` for what has neither value nor default. */
export function complete(draft: Draft): Settings {
  const filled: Record<string, unknown> = {};
  for (const key of settingKeys) filled[key] = draft[key] ?? settings[key].default;
  filled.runUntagged = draft.runUntagged ?? (draft.tags ?? []).length === 0;
  filled.maxExecutors = draft.maxExecutors ?? executorsFor(Number(filled.concurrency));
  // The driver of the Fargate executor is published for x86-64.
  filled.managerArchitecture =
    draft.managerArchitecture ?? (filled.executor === 'fargate' ? 'x86_64' : 'arm64');
  const missing = settingKeys.filter((key) => filled[key] === undefined);
  if (missing.length > 0) {
    throw new GlfrError({
      code: 'input.needed',
      message: `Still needed: ${missing.map((key) => `--${settings[key].flag}`).join(', ')}.`,
      exitCode: exitCode.usage,
    });
  }
  return filled as Settings;
}

/** `instance`, `group:42` or `project:7` in parts. */
export function parseScope(scope: string): { kind: 'instance' } | { kind: 'group' | 'project'; id: number } {
  const [kind, id] = scope.split(':');
  return kind === 'group' || kind === 'project' ? { kind, id: Number(id) } : { kind: 'instance' };
}
