import type { Choice, CommandWords, SharedFlag, Value, Words } from './model.ts';
import { pattern, quoted } from './quote.ts';
import { levels } from './words.ts';

/** The parts of `assets/completion/glfr.zsh`. */
export const zshParts = (words: Words): Record<string, string[]> => ({
  words: levels(words).map(
    ([above, below]) => `    ${quoted(above)}) list=(${below.map(choice).join(' ')}) ;;`,
  ),
  flags: words.flags.map(
    (flag) =>
      `  case "$1" in ${pattern(flag.commands)}) specs+=(${specs(flag).map(quoted).join(' ')}) ;; esac`,
  ),
  arguments: words.commands.flatMap(argumentLine),
});

const choice = ({ word, says }: Choice): string => quoted(`${word}:${says}`);

/** `(what it excludes)--flag=[meaning]:what:action`, once for each spelling. */
function specs({ word, char, no, says, value, repeats }: SharedFlag): string[] {
  const spellings = [word, ...(char === undefined ? [] : [char]), ...(no === undefined ? [] : [no])];
  const excludes = repeats ? '*' : spellings.length > 1 ? `(${spellings.join(' ')})` : '';
  return spellings.map((spelt) => {
    const joint = value ? (spelt === char ? '+' : '=') : '';
    const meaning = spelt === no ? `not: ${says}` : says;
    return `${excludes}${spelt}${joint}[${escaped(meaning)}]${value ? action(value) : ''}`;
  });
}

const escaped = (text: string): string => text.replace(/[[\]\\]/g, '\\$&');

function action(value: Value): string {
  if (value.kind === 'options') return `:value:(${value.options.join(' ')})`;
  return value.kind === 'file' ? ':file:_files' : ':value: ';
}

const argumentLine = ({ word, argument }: CommandWords): string[] =>
  argument ? [`    ${quoted(word)}) specs+=(${quoted(`*${action(argument)}`)}) ;;`] : [];
