import type { Choice, CommandWords, SharedFlag, Words } from './model.ts';
import { pattern, quoted } from './quote.ts';
import type { Value } from './value.ts';
import { levels, namesByWord } from './words.ts';

/** The parts of `assets/completion/glfr.bash`. */
export const bashParts = (words: Words): Record<string, string[]> => ({
  words: levels(words).map(
    ([above, below]) => `    ${quoted(above)}) list=(${below.map(pair).join(' ')}) ;;`,
  ),
  flags: words.flags.map(flagLine),
  values: words.flags.flatMap(valueLine),
  arguments: words.commands.flatMap(argumentLine),
});

const pair = ({ word, says }: Choice): string => `${quoted(word)} ${quoted(says)}`;

function flagLine({ commands, word, says, no }: SharedFlag): string {
  const negated = no === undefined ? [] : [{ word: no, says: `not: ${says}` }];
  const pairs = [{ word, says }, ...negated].map(pair).join(' ');
  return `  case "$1" in ${pattern(commands)}) list+=(${pairs}) ;; esac`;
}

function valueLine({ commands, word, char, value }: SharedFlag): string[] {
  if (!value) return [];
  const spelt = [word, ...(char === undefined ? [] : [char])];
  const calls = commands.flatMap((command) => spelt.map((flag) => `${command} ${flag}`));
  return [`    ${pattern(calls)}) value=${quoted(valueWords(value))} ;;`];
}

function argumentLine({ word, argument }: CommandWords): string[] {
  if (!argument) return [];
  if (argument.kind !== 'names') return [`    ${quoted(word)}) value=${quoted(valueWords(argument))} ;;`];
  const { first, after } = namesByWord(argument.names);
  const lines: [string, string[]][] = [[word, first], ...after.map(([at, below]) => nested(word, at, below))];
  return lines.map(([above, words]) => `    ${quoted(above)}) value=${quoted(words.join(' '))} repeats=1 ;;`);
}

const nested = (word: string, at: string, below: string[]): [string, string[]] => [`${word} ${at}`, below];

function valueWords(value: Value): string {
  if (value.kind === 'options') return value.options.join(' ');
  return value.kind === 'list' || value.kind === 'order'
    ? `:${value.kind} ${value.options.join(' ')}`
    : `:${value.kind}`;
}
