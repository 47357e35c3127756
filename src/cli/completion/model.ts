import type { Command, Interfaces } from '@oclif/core';
import { knownValues } from './known-values.ts';
import type { Value } from './value.ts';

/** Something to choose, and what it means. */
export interface Choice {
  word: string;
  says: string;
}

/** One flag, and the commands (`executors ls`) that have it in this form. */
export interface SharedFlag extends Choice {
  commands: string[];
  /** `--no-…`, where there is one. */
  no?: string;
  char?: string;
  /** Without one it is a switch. */
  value?: Value;
  repeats: boolean;
}

export interface CommandWords extends Choice {
  /** What its positional words may be. */
  argument: Value | undefined;
}

/** All that can be completed. */
export interface Words {
  version: string;
  commands: CommandWords[];
  /** Words with commands below them. */
  topics: Choice[];
  flags: SharedFlag[];
}

/** Out of oclif's manifest, as it is at the time the script is printed. */
export function wordsOf(config: Interfaces.Config): Words {
  const known = config.commands
    .filter(({ hidden }) => !hidden)
    .toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const name = ({ id }: { id: string }) => id.replaceAll(':', ' ');
  const topics = config.topics.filter(({ name: topic }) =>
    known.some(({ id }) => id.startsWith(`${topic}:`)),
  );
  return {
    version: config.version,
    commands: known.map((command) => ({
      word: name(command),
      says: command.summary ?? '',
      argument: knownValues.get(name(command)) ?? argumentOf(command),
    })),
    topics: topics.map((topic) => ({ word: topic.name, says: topic.description ?? '' })),
    flags: shared(known.flatMap((command) => flagsOf(command, name(command)))),
  };
}

function argumentOf({ args }: Command.Loadable): Value | undefined {
  const [first] = Object.values(args);
  if (!first) return undefined;
  if (first.options) return { kind: 'options', options: first.options };
  return /^(dir|file)$/.test(first.name) ? { kind: 'file' } : { kind: 'any' };
}

const flagsOf = (command: Command.Loadable, name: string): SharedFlag[] =>
  Object.values(command.flags)
    .filter(({ hidden }) => !hidden)
    .map((flag) => ({
      commands: [name],
      word: `--${flag.name}`,
      says: flag.description ?? '',
      ...(flag.char && { char: `-${flag.char}` }),
      ...(flag.type === 'boolean' && flag.allowNo && { no: `--no-${flag.name}` }),
      ...(flag.type === 'option' && { value: knownValues.get(`${name} --${flag.name}`) ?? valueAfter(flag) }),
      repeats: flag.type === 'option' && flag.multiple === true,
    }));

function valueAfter({
  options,
  helpValue,
}: {
  options?: readonly string[];
  helpValue?: string | string[];
}): Value {
  if (options) return { kind: 'options', options };
  return helpValue === 'FILE' ? { kind: 'file' } : { kind: 'any' };
}

/** One entry for what several commands have alike. */
function shared(flags: readonly SharedFlag[]): SharedFlag[] {
  const found = new Map<string, SharedFlag>();
  for (const flag of flags) {
    const { commands, ...form } = flag;
    const key = JSON.stringify(form);
    const same = found.get(key);
    if (same) same.commands.push(...commands);
    else found.set(key, flag);
  }
  return [...found.values()];
}
