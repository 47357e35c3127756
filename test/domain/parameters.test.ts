import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  derivedParameters,
  type SettingKey,
  settingKeys,
  settings,
} from '../../src/domain/settings/declaration.ts';
import { parametersFromSettings, settingsFromParameters } from '../../src/domain/settings/stored.ts';
import { parseTemplate } from '../../src/domain/stack/template.ts';

const source = readFileSync(new URL('../../assets/stack.yml', import.meta.url), 'utf8');
const { parameters } = parseTemplate(source);
const carried = settingKeys.flatMap((key) => {
  const { parameter } = settings[key];
  return parameter === undefined ? [] : [{ key, parameter }];
});

/** The value that the stack would keep for this text, as glfr reads it back. */
const understood = (parameter: string, key: SettingKey, text: string) =>
  settingsFromParameters({ [parameter]: text })[key];

test('the template has exactly the parameters that the settings declare or glfr derives', () => {
  const declared = [...carried.map(({ parameter }) => parameter), ...derivedParameters];
  expect(Object.keys(parameters).toSorted()).toEqual(declared.toSorted());
  expect(new Set(declared).size).toBe(declared.length);
});

test('defaults of the template are the defaults of the settings', () => {
  for (const { key, parameter } of carried) {
    const ours = settings[key].default;
    const texts = ours === undefined ? {} : parametersFromSettings({ [key]: ours });
    expect(parameters[parameter]?.default, parameter).toBe(texts[parameter]);
  }
});

test('options of a setting are the allowed values of its parameter', () => {
  for (const { key, parameter } of carried) {
    const { options } = settings[key];
    if (options) expect(parameters[parameter]?.allowedValues, parameter).toEqual(options);
  }
});

test('whatever the template allows, glfr understands: else an update would set it back to the default', () => {
  for (const { key, parameter } of carried) {
    const { allowedValues = [], minValue, maxValue } = parameters[parameter] ?? {};
    const ends = [minValue, maxValue].flatMap((end) => (end === undefined ? [] : [String(end)]));
    for (const text of [...allowedValues, ...ends])
      expect(String(understood(parameter, key, text)), `${parameter} ${text}`).toBe(text);
  }
});

test('no number that glfr takes is refused by the template', () => {
  for (const { key, parameter } of carried.filter((one) => settings[one.key].form === 'number')) {
    const { allowedValues, minValue = 0, maxValue = 0 } = parameters[parameter] ?? {};
    const ends = [minValue - 1, minValue, maxValue, maxValue + 1].filter((end) => end >= 0);
    const numbers = [...Array(5000).keys(), ...ends.filter((end) => end >= 5000)].map(String);
    const takes = numbers.filter((text) => understood(parameter, key, text) !== undefined);
    const isAllowed = (text: string) =>
      allowedValues?.includes(text) ?? (Number(text) >= minValue && Number(text) <= maxValue);
    expect(takes, parameter).toEqual(numbers.filter(isAllowed));
  }
});

test('the token is the one secret, and has no default', () => {
  const secret = Object.keys(parameters).filter((name) => parameters[name]?.noEcho);
  expect(secret).toEqual(['RunnerToken']);
  expect(parameters.RunnerToken?.default).toBeUndefined();
});

test('the page about settings says the same as the declaration', () => {
  const page = readFileSync(new URL('../../docs/settings.md', import.meta.url), 'utf8');
  const row = (flag: string) => page.split('\n').find((line) => line.startsWith(`| \`${flag}\``)) ?? '';
  for (const key of settingKeys) {
    const {
      flag,
      parameter,
      default: fallback,
    } = settings[key] as (typeof settings)[typeof key] & {
      parameter?: string;
      default?: unknown;
    };
    expect(row(flag)).toContain(`\`GLFR_${flag.toUpperCase().replaceAll('-', '_')}\``);
    if (parameter) expect(row(flag)).toContain(`\`${parameter}\``);
    if (fallback !== undefined && String(fallback) !== '')
      expect(row(flag).includes('see below') ? page : row(flag)).toContain(`\`${fallback}\``);
  }
});
