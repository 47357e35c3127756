import { type Draft, settingKeys, settings } from './declaration.ts';
import { parseSettings } from './parse.ts';

/** Settings read back from a stack's parameters; values glfr doesn't understand are left out. */
export function settingsFromParameters(parameters: Readonly<Record<string, string>>): Draft {
  const raw: Record<string, unknown> = {};
  for (const key of settingKeys) {
    const { parameter, flag, form } = settings[key];
    const value = parameter === undefined ? undefined : parameters[parameter];
    if (value !== undefined) raw[flag] = form === 'switch' ? value === 'true' : value;
  }
  return parseSettings(raw, 'stack').draft;
}

/** The template's parameters for these settings; lists joined by commas as CloudFormation wants them. */
export function parametersFromSettings(draft: Draft): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const key of settingKeys) {
    const { parameter } = settings[key];
    const value = draft[key];
    if (parameter === undefined || value === undefined) continue;
    parameters[parameter] = Array.isArray(value) ? value.join(',') : String(value);
  }
  return parameters;
}
