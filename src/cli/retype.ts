import type { CommonValues } from './flags.ts';

/** Makes a suggested command one that can be typed here, as this glfr was started. */
export type Retype = (text: string) => string;

interface TypedFlag {
  /** Does a value follow it? */
  type: 'option' | 'boolean';
  /** Its short form, without the hyphen. */
  char?: string | undefined;
}

/** A command line, as far as suggestions need it. */
export interface Typed {
  /** The command's words, such as `executors ls`. */
  command: string;
  /** What stands after them. */
  argv: readonly string[];
  /** What is known of a flag, by its name without hyphens. */
  flagNamed?: (name: string) => TypedFlag | undefined;
}

/** Flags without which the suggested command would look at another account or world. */
const carried = ['region', 'profile', 'endpoint-url'] as const;

const commands =
  /\bglfr (init|deploy|check|status|doctor|logs|jobs|why|ls|executors (?:ls|show|stop|prune|connect)|scale|destroy|runner (?:show|check|pause|unpause|rotate)|export (?:template|parameters|image|pipeline|policy))\b/g;

const awsCommands =
  /\baws (?=(?:autoscaling|cloudformation|configure|ec2|ecs|iam|logs|service-quotas|sso|sts) )/g;

/**
 * `npx glfr` where that is how glfr was started, the flags that chose account and world, and for `{again}` the typed
 * line; what the environment says is there next time by itself.
 */
export function retypeFor(
  flags: CommonValues,
  typed: Typed,
  env: Readonly<Record<string, string | undefined>>,
): Retype {
  const program = env.npm_command === 'exec' ? 'npx glfr' : 'glfr';
  const { argv } = typed;
  const given = carried.flatMap((name) =>
    isTyped(argv, name) && flags[name] ? [` --${name} ${shellWord(flags[name])}`] : [],
  );
  const suffix = [...(isTyped(argv, 'sandbox') ? [' --sandbox'] : []), ...given].join('');
  // With several stacks in the region a command without its stack would be ambiguous.
  const stack = isTyped(argv, 'stack') && flags.stack ? ` --stack ${flags.stack}` : '';
  const place = (text: string, command: string) =>
    command === 'ls' || text.includes('--stack') ? suffix : `${suffix}${stack}`;
  const awsFlags = given.filter((flag) => !flag.startsWith(' --endpoint')).join('');
  return (text) =>
    text
      .replace(commands, (_, command: string) => `${program} ${command}${place(text, command)}`)
      .replace(awsCommands, `aws${awsFlags} `)
      .replace(/\{again(?: without (--[\w-]+))?\}/g, (_, flag?: string) =>
        [program, typed.command, ...lineWithout(flag, typed).map(shellWord)].join(' '),
      )
      .replace('{command}', shellWord(typed.command));
}

function lineWithout(flag: string | undefined, { argv, flagNamed }: Typed): readonly string[] {
  if (flag === undefined) return argv;
  const { type, char } = flagNamed?.(flag.replace(/^--/, '')) ?? {};
  const forms = [flag, ...(char ? [`-${char}`] : [])];
  const isIt = (word = '') => forms.includes(word);
  // A short form may have its value attached: `-oFILE`.
  const hasItsValue = (word: string) =>
    word.startsWith(`${flag}=`) || (char !== undefined && type === 'option' && word.startsWith(`-${char}`));
  return argv.filter(
    (word, index) => !isIt(word) && !hasItsValue(word) && !(type === 'option' && isIt(argv[index - 1])),
  );
}

/** A word as a POSIX shell reads it. */
const shellWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

const isTyped = (argv: readonly string[], name: string): boolean =>
  argv.some((word) => word === `--${name}` || word.startsWith(`--${name}=`));
