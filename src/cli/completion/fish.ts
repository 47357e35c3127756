import type { CommandWords, SharedFlag, Words } from './model.ts';
import { fishQuoted } from './quote.ts';
import type { Value } from './value.ts';
import { levels, namesByWord } from './words.ts';

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
const at = (commands: readonly string[], and = ''): string =>
  `complete -c glfr -n ${fishQuoted(`__glfr_in ${list(commands)}${and}`)}`;

const list = (words: readonly string[]): string => words.map(fishQuoted).join(' ');

function flagLines({ commands, word, char, no, says, value }: SharedFlag): string[] {
  const short = char === undefined ? '' : ` -s ${char.slice(1)}`;
  const line = `${at(commands)} -l ${word.slice(2)}${short}${action(value)} -d ${fishQuoted(says)}`;
  return no === undefined
    ? [line]
    : [line, `${at(commands)} -l ${no.slice(2)} -d ${fishQuoted(`not: ${says}`)}`];
}

function action(value: Value | undefined): string {
  if (!value) return '';
  switch (value.kind) {
    case 'options':
      return ` -x -a ${fishQuoted(value.options.join(' '))}`;
    case 'list':
    case 'order':
      return ` -x -a ${fishQuoted(`(__glfr_${value.kind} ${value.options.join(' ')})`)}`;
    case 'file':
      return ' -r -F';
    default:
      return ' -x';
  }
}

function argumentLine({ word, argument }: CommandWords): string[] {
  const words = (options: readonly string[]) => `-a ${fishQuoted(options.join(' '))}`;
  switch (argument?.kind) {
    case 'file':
      return [`${at([word])} -F`];
    case 'options':
      return [`${at([word])} ${words(argument.options)}`];
    case 'names': {
      const { first, after } = namesByWord(argument.names);
      const isAfter = (...before: string[]) => `__glfr_after ${list(before)}`;
      return [
        `${at([word], `; and not ${isAfter(...after.map(([before]) => before))}`)} ${words(first)}`,
        ...after.map(([before, below]) => `${at([word], `; and ${isAfter(before)}`)} ${words(below)}`),
      ];
    }
    default:
      return [];
  }
}
