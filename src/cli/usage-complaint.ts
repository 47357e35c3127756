import { nearest, nearestCommand } from './nearest.ts';

/** What is wrong with a command line, in one sentence, and what was probably meant. */
export interface Complaint {
  message: string;
  suggestions: string[];
}

type Say = (match: RegExpExecArray, context: Context) => Partial<Complaint> & { message: string };

interface Context {
  /** The command's words; empty when there was no such command. */
  command: string;
  /** What could have been meant: the commands, or the flags of this one. */
  known: readonly string[];
}

/** What oclif says, and how glfr says it. Source: @oclif/core 5, lib/parser/errors.js and validate.js. */
const rules: readonly [says: RegExp, say: Say][] = [
  [/^command (\S+) not found\.?$/i, ([, id = ''], context) => noCommand(id.replaceAll(':', ' '), context)],
  [
    /^Nonexistent flags?: (-\S+)$/,
    ([said, typed = ''], { known }) => {
      const meant = nearest(typed.replace(/^--?/, ''), known);
      return { message: meant === undefined ? said : `${said} (did you mean --${meant}?)` };
    },
  ],
  [
    /^Missing \d+ required args?:\n([\s\S]+)$/,
    ([, list = ''], { command }) => {
      const missing = list.split('\n').map((line) => line.trim().split(/ {2,}/));
      const words = missing.map(([name = '']) => name.toUpperCase()).join(' ');
      const texts = missing.map(([name = '', says = '']) => `${name.toUpperCase()} (${says})`);
      return { message: `glfr ${command} ${words} needs ${texts.join(' and ')}.` };
    },
  ],
  [
    /^(?:All|One) of the following must be provided when using (--\S+): (.+)$/m,
    ([, flag, others = '']) => ({ message: `${flag} goes only with ${others.replaceAll(', ', ' or ')}.` }),
  ],
  [
    /^(--[\w-]+)\S* cannot also be provided when using (--\S+)$/m,
    ([, one, other]) => ({ message: `${one} and ${other} contradict each other.` }),
  ],
  [
    /^Flag (--\S+) expects a value$/,
    ([, flag]) => ({
      message: `${flag} has no value; one that begins with a hyphen is written ${flag}=-VALUE.`,
    }),
  ],
  [
    /^(?:(--\S+): )?Expected an integer (?:(greater|less) than or equal to (-?\d+) )?but received: (.*)$/,
    ([, flag = 'It', side, bound, given]) => ({
      message: `${flag} ${given}: a whole number${side ? `, ${side === 'greater' ? 'at least' : 'at most'} ${bound}` : ''}.`,
    }),
  ],
  [
    /^Expected (--[\w-]+)=(.*) to be one of: (.+)$/,
    ([, flag, given, list]) => ({ message: `${flag} ${given}: it is one of: ${list}.` }),
  ],
];

/** oclif's words as one sentence. */
export function complaintAbout(said: string, context: Context): Complaint {
  const sentence = withoutPreamble(said);
  for (const [pattern, say] of rules) {
    const match = pattern.exec(sentence);
    if (match) return { suggestions: [], ...say(match, context) };
  }
  return { message: sentence, suggestions: [] };
}

function noCommand(typed: string, { known }: Context): Complaint {
  const meant = nearestCommand(typed, known);
  if (meant === undefined) return { message: `There is no command ${typed}.`, suggestions: [] };
  const isTopic = known.some((one) => one.startsWith(`${meant} `));
  // A command that is one, and words after it that it does not take.
  const extra = typed.startsWith(`${meant} `) && !isTopic ? typed.slice(meant.length + 1) : undefined;
  return {
    message:
      extra === undefined ? `There is no command ${typed}.` : `glfr ${meant} takes no word such as ${extra}.`,
    suggestions: [`glfr ${meant}${isTopic || extra !== undefined ? ' --help' : ''}`],
  };
}

/** oclif says on a line of its own which flag it was reading, or that there was an error: one sentence names the flag. */
function withoutPreamble(said: string): string {
  const [, flag, sentence = said] =
    /^(?:Parsing (--\S+)|The following errors? occurred:)\s*\n\s*([\s\S]+)/.exec(said) ?? [];
  return flag === undefined || sentence.includes(flag) ? sentence : `${flag}: ${sentence}`;
}
