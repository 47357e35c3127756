import { GlfrError } from '../error.ts';
import { exitCode } from '../exit-code.ts';
import { type Draft, type SettingKey, settingKeys, settings } from './declaration.ts';

/** One thing wrong with one value, with the place it came from and what would mend it. */
export interface Issue {
  place: string;
  /** What was given there. */
  given?: string;
  problem: string;
  mend?: string;
}

const keyOfFlag = new Map(settingKeys.map((key) => [settings[key].flag, key]));

/**
 * Raw values by flag name → settings; every problem at once. `place` names the source, such as `glfr.yml`
 * or `--` for flags.
 */
export function parseSettings(
  raw: Readonly<Record<string, unknown>>,
  place: string,
): { draft: Draft; issues: Issue[] } {
  const draft: Record<string, unknown> = {};
  const issues: Issue[] = [];
  for (const [name, value] of Object.entries(raw)) {
    if (value === undefined) continue;
    const key = keyOfFlag.get(name);
    const at = place === '--' ? `--${name}` : `${place}: ${name}`;
    if (!key) {
      issues.push({ place: at, problem: `unknown setting${nearest(name)}` });
      continue;
    }
    const parsed = settings[key].schema.safeParse(value);
    if (parsed.success) draft[key] = parsed.data;
    else
      issues.push({
        place: at,
        ...shortlyGiven(value),
        problem: parsed.error.issues.map((issue) => issue.message).join('; '),
      });
  }
  return { draft: draft as Draft, issues };
}

/** The problem with one answer in words, for a question that is still open. */
export function problemWith(key: SettingKey, value: unknown): string | undefined {
  const parsed = settings[key].schema.safeParse(value);
  return parsed.success ? undefined : parsed.error.issues.map((issue) => issue.message).join('; ');
}

/** One error for all issues, exit code 2. `command`: whose flags they are. */
export function issuesError(issues: readonly Issue[], command = 'init'): GlfrError {
  const lines = issues.map(
    ({ place, given, problem, mend }) =>
      `${place}${given ? ` ${given}` : ''}: ${problem}${mend ? ` - ${mend}` : ''}`,
  );
  return new GlfrError({
    code: 'settings.invalid',
    message:
      lines.length === 1 ? `${lines[0]}` : `${lines.length} settings are wrong:\n  ${lines.join('\n  ')}`,
    suggestions: [`glfr ${command} --help`],
    exitCode: exitCode.usage,
  });
}

/** What was given, where it is short enough to be known again. */
const shortlyGiven = (value: unknown): { given?: string } =>
  ['string', 'number'].includes(typeof value) && String(value).length < 60 ? { given: String(value) } : {};

function nearest(name: string): string {
  const found = [...keyOfFlag.keys()].find(
    (flag) => flag.startsWith(name.slice(0, 4)) || flag.includes(name),
  );
  return found ? ` (did you mean ${found}?)` : '';
}
