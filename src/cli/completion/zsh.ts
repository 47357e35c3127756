import type { Choice, CommandWords, SharedFlag, Words } from './model.ts';
import { pattern, quoted } from './quote.ts';
import type { Value } from './value.ts';
import { levels, namesByWord } from './words.ts';

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
  switch (value.kind) {
    case 'options':
      return `:value:(${value.options.join(' ')})`;
    case 'list':
      return `:value:_sequence compadd - ${value.options.join(' ')}`;
    case 'order':
      return `:value:_sequence _glfr_order - ${value.options.join(' ')}`;
    case 'file':
      return ':file:_files';
    default:
      return ':value: ';
  }
}

function argumentLine({ word, argument }: CommandWords): string[] {
  if (!argument) return [];
  if (argument.kind !== 'names') return [`    ${quoted(word)}) ${argumentSpec(argument)} ;;`];
  const { first, after } = namesByWord(argument.names);
  const words = (options: string[]) => argumentSpec({ kind: 'options', options });
  return [
    `    ${quoted(word)})`,
    '      case "$words[CURRENT-1]" in',
    ...after.map(([at, below]) => `        ${quoted(at)}) ${words(below)} ;;`),
    `        *) ${words(first)} ;;`,
    '      esac',
    '      ;;',
  ];
}

const argumentSpec = (value: Value): string => `specs+=(${quoted(`*${action(value)}`)})`;
