import type { Choice, CommandWords, SharedFlag, Value, Words } from './model.ts';
import { pattern, quoted } from './quote.ts';
import { levels } from './words.ts';

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

const argumentLine = ({ word, argument }: CommandWords): string[] =>
  argument ? [`    ${quoted(word)}) value=${quoted(valueWords(argument))} ;;`] : [];

const valueWords = (value: Value): string =>
  value.kind === 'options' ? value.options.join(' ') : `:${value.kind}`;
