import { Flags, type Interfaces } from '@oclif/core';
import { settingKeys, settings } from '../domain/settings/declaration.ts';

type AnyFlag = Interfaces.FlagInput[string];

/** One flag per declared setting, with its environment name. */
export function settingFlags(): Interfaces.FlagInput {
  const flags: Record<string, AnyFlag> = {};
  for (const key of settingKeys) {
    const {
      flag,
      form,
      help,
      default: fallback,
      options,
    } = settings[key] as (typeof settings)[typeof key] & {
      options?: readonly string[];
      default?: unknown;
    };
    const common = {
      description: describe(help, fallback),
      env: `GLFR_${flag.toUpperCase().replaceAll('-', '_')}`,
    };
    if (form === 'switch') flags[flag] = Flags.boolean({ ...common, allowNo: true });
    else if (form === 'list') flags[flag] = Flags.string({ ...common, multiple: true, delimiter: ',' });
    else flags[flag] = Flags.string({ ...common, ...(options && { options: [...options] }) });
  }
  return flags;
}

function describe(help: string, fallback: unknown): string {
  const shown = Array.isArray(fallback) ? fallback.join(',') : fallback;
  return shown === undefined || shown === '' ? help : `${help} [${shown}]`;
}

/** The raw setting values among parsed flags, by flag name. */
export function settingValues(flags: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const names = settingKeys.map((key) => settings[key].flag);
  return Object.fromEntries(
    names.flatMap((name) => (flags[name] === undefined ? [] : [[name, flags[name]]])),
  );
}
