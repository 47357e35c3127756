import { architectureOf } from './architecture.ts';
import { type Draft, type SettingKey, type Settings, settingKeys, settings } from './declaration.ts';
import { parseSettings } from './parse.ts';
import type { Setting } from './setting.ts';
import { executorsFor } from './size.ts';

/** Settings read back from a stack's parameters; values glfr doesn't understand are left out. */
export function settingsFromParameters(parameters: Readonly<Record<string, string>>): Draft {
  const raw: Record<string, unknown> = {};
  for (const key of settingKeys) {
    const { parameter, flag, form } = settingOf(key);
    const value = parameter === undefined ? undefined : parameters[parameter];
    if (value !== undefined) raw[flag] = form === 'switch' ? value === 'true' : value;
  }
  return withoutFollowing(parseSettings(raw, 'stack').draft, parameters.Architecture);
}

/** What only followed from another setting follows it again, instead of being kept when that one changes. */
function withoutFollowing(draft: Draft, architecture: string | undefined): Draft {
  const { concurrency, maxExecutors, instanceTypes = [], vcpus } = draft;
  const followed = architectureOf(instanceTypes[0] ?? '');
  return {
    ...draft,
    ...(concurrency !== undefined &&
      maxExecutors === executorsFor(concurrency) && { maxExecutors: undefined }),
    ...((architecture === 'arm64' || architecture === 'x86_64') &&
      (vcpus || architecture !== followed) && { architecture }),
  };
}

/** The template's parameters for these settings; lists joined as their parameter wants them. */
export function parametersFromSettings(draft: Draft): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const key of settingKeys) {
    const { parameter } = settingOf(key);
    const value = draft[key];
    if (parameter === undefined || value === undefined) continue;
    parameters[parameter] = valueText(key, value);
  }
  return parameters;
}

/** A setting's value in one line, as flag, environment and stack take it. */
export function valueText(key: SettingKey, value: Settings[SettingKey]): string {
  return Array.isArray(value) ? value.join(settingOf(key).separator ?? ',') : String(value);
}

export const settingOf = (key: SettingKey): Setting => settings[key];
