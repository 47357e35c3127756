import { Flags, type Interfaces } from '@oclif/core';
import { type SettingKey, settingKeys } from '../domain/settings/declaration.ts';
import { settingOf, valueText } from '../domain/settings/stored.ts';

type AnyFlag = Interfaces.FlagInput[string];

/** One flag per declared setting, or for some of them, with its environment name. */
export function settingFlags(keys: readonly SettingKey[] = settingKeys): Interfaces.FlagInput {
  const flags: Record<string, AnyFlag> = {};
  for (const key of keys) {
    const { flag, form, help, default: fallback, options, separator = ',' } = settingOf(key);
    const common = {
      description: describe(help, fallback === undefined ? '' : valueText(key, fallback as never)),
      env: `GLFR_${flag.toUpperCase().replaceAll('-', '_')}`,
    };
    if (form === 'switch') flags[flag] = Flags.boolean({ ...common, allowNo: true });
    else if (form === 'list')
      flags[flag] = Flags.string({ ...common, multiple: true, delimiter: separator as ',' });
    else
      flags[flag] = Flags.string({
        ...common,
        ...(form === 'number' && { helpValue: 'N' }),
        ...(options && { options: [...options] }),
      });
  }
  return flags;
}

const describe = (help: string, fallback: string): string =>
  fallback === '' ? help : `${help} [default: ${fallback}]`;

/** The raw setting values among parsed flags, by flag name. */
export function settingValues(flags: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const names = settingKeys.map((key) => settingOf(key).flag);
  return Object.fromEntries(
    names.flatMap((name) => (flags[name] === undefined ? [] : [[name, flags[name]]])),
  );
}
