import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { derivedParameters, type SettingKey, settingKeys } from '../../src/domain/settings/declaration.ts';
import { executorKinds } from '../../src/domain/settings/executor-kind.ts';
import {
  parametersFromSettings,
  settingOf,
  settingsFromParameters,
  valueText,
} from '../../src/domain/settings/stored.ts';
import { parseTemplate } from '../../src/domain/stack/template.ts';
import { bundledTemplate } from '../bundled-template.ts';

/** The value that the stack would keep for this text, as glfr reads it back. */
const understood = (parameter: string, key: SettingKey, text: string) =>
  settingsFromParameters({ [parameter]: text })[key];

describe.each(executorKinds)('the template of %s', (kind) => {
  const { parameters } = parseTemplate(bundledTemplate(kind));
  const carried = settingKeys.flatMap((key) => {
    const { parameter, kinds } = settingOf(key);
    return parameter === undefined || (kinds && !kinds.includes(kind)) ? [] : [{ key, parameter }];
  });
  const derived = derivedParameters.filter((name) => name !== 'MachineZone' || kind === 'docker-machine');

  test('has exactly the parameters that the settings declare for this kind or glfr derives', () => {
    const declared = [...carried.map(({ parameter }) => parameter), ...derived];
    expect(Object.keys(parameters).toSorted()).toEqual(declared.toSorted());
    expect(new Set(declared).size).toBe(declared.length);
  });

  test('has the defaults of the settings', () => {
    for (const { key, parameter } of carried) {
      const ours = settingOf(key).default;
      if (ours === undefined || key === 'executor') continue;
      expect(parameters[parameter]?.default, parameter).toBe(
        parametersFromSettings({ [key]: ours })[parameter],
      );
    }
  });

  test('allows the options of a setting, and of its own kind only', () => {
    for (const { key, parameter } of carried) {
      const { options } = settingOf(key);
      if (options)
        expect(parameters[parameter]?.allowedValues).toEqual(key === 'executor' ? [kind] : options);
    }
  });

  test('allows nothing that glfr does not understand: else an update would set it back to the default', () => {
    for (const { key, parameter } of carried) {
      const { allowedValues = [], minValue, maxValue } = parameters[parameter] ?? {};
      const ends = [minValue, maxValue].flatMap((end) => (end === undefined ? [] : [String(end)]));
      for (const text of [...allowedValues, ...ends])
        expect(String(understood(parameter, key, text)), `${parameter} ${text}`).toBe(text);
    }
  });

  test('refuses no number that glfr takes', () => {
    for (const { key, parameter } of carried.filter((one) => settingOf(one.key).form === 'number')) {
      const { allowedValues, minValue = 0, maxValue = 0 } = parameters[parameter] ?? {};
      const ends = [minValue - 1, minValue, maxValue, maxValue + 1].filter((end) => end >= 0);
      const numbers = [...Array(5000).keys(), ...ends.filter((end) => end >= 5000)].map(String);
      const takes = numbers.filter((text) => understood(parameter, key, text) !== undefined);
      const isAllowed = (text: string) =>
        allowedValues?.includes(text) ?? (Number(text) >= minValue && Number(text) <= maxValue);
      expect(takes, parameter).toEqual(numbers.filter(isAllowed));
    }
  });

  test('has one secret parameter, the token, without a default', () => {
    const secret = Object.keys(parameters).filter((name) => parameters[name]?.noEcho);
    expect(secret).toEqual(['RunnerToken']);
    expect(parameters.RunnerToken?.default).toBeUndefined();
  });
});

test('the page about settings says the same as the declaration', () => {
  const page = readFileSync(new URL('../../docs/settings.md', import.meta.url), 'utf8');
  const row = (flag: string) => page.split('\n').find((line) => line.startsWith(`| \`${flag}\``)) ?? '';
  for (const key of settingKeys) {
    const { flag, parameter, default: fallback } = settingOf(key);
    expect(row(flag), flag).toContain(`\`GLFR_${flag.toUpperCase().replaceAll('-', '_')}\``);
    if (parameter) expect(row(flag)).toContain(`\`${parameter}\``);
    const text = fallback === undefined ? '' : valueText(key, fallback as never);
    if (text !== '') expect(row(flag).includes('see below') ? page : row(flag)).toContain(`\`${text}\``);
  }
});
