import type { CommandWords, SharedFlag, Value, Words } from './model.ts';
import { fishQuoted } from './quote.ts';
import { levels } from './words.ts';

/** The parts of `assets/completion/glfr.fish`. */
export const fishParts = (words: Words): Record<string, string[]> => ({
  topics: [words.topics.map(({ word }) => fishQuoted(word)).join(' ')],
  commands: [words.commands.map(({ word }) => fishQuoted(word)).join(' ')],
  words: levels(words).flatMap(([above, below]) =>
    below.map(({ word, says }) => `${at([above])} -a ${fishQuoted(word)} -d ${fishQuoted(says)}`),
  ),
  flags: words.flags.flatMap(flagLines),
  arguments: words.commands.flatMap(argumentLine),
});

/** A condition is a string that fish runs: quotes inside of quotes. */
const at = (commands: readonly string[]): string =>
  `complete -c glfr -n ${fishQuoted(`__glfr_in ${commands.map(fishQuoted).join(' ')}`)}`;

function flagLines({ commands, word, char, no, says, value }: SharedFlag): string[] {
  const short = char === undefined ? '' : ` -s ${char.slice(1)}`;
  const line = `${at(commands)} -l ${word.slice(2)}${short}${action(value)} -d ${fishQuoted(says)}`;
  return no === undefined
    ? [line]
    : [line, `${at(commands)} -l ${no.slice(2)} -d ${fishQuoted(`not: ${says}`)}`];
}

function action(value: Value | undefined): string {
  if (!value) return '';
  if (value.kind === 'options') return ` -x -a ${fishQuoted(value.options.join(' '))}`;
  return value.kind === 'file' ? ' -r -F' : ' -x';
}

function argumentLine({ word, argument }: CommandWords): string[] {
  if (!argument || argument.kind === 'any') return [];
  const what = argument.kind === 'file' ? '-F' : `-a ${fishQuoted(argument.options.join(' '))}`;
  return [`${at([word])} ${what}`];
}
