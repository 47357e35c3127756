import type { CommonValues } from './flags.ts';

/** Makes a suggested `glfr …` command one that can be typed here, as this glfr was started. */
export type Retype = (text: string) => string;

/** Flags without which the suggested command would look at another account or world. */
const carried = ['region', 'profile', 'endpoint-url'] as const;

const commands =
  /\bglfr (init|deploy|check|status|doctor|logs|jobs|why|ls|executors (?:ls|show|stop|prune|connect)|scale|destroy|runner (?:show|check|pause|unpause|rotate)|export (?:template|parameters|image|pipeline|policy))\b/g;

/**
 * `npx glfr` where that is how glfr was started, and the flags that chose account and world; what the
 * environment says is there next time by itself.
 */
export function retypeFor(
  flags: CommonValues,
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Retype {
  const program = env.npm_command === 'exec' ? 'npx glfr' : 'glfr';
  const given = carried.flatMap((name) =>
    isTyped(argv, name) && flags[name] ? [`--${name} ${flags[name]}`] : [],
  );
  const suffix = [...(isTyped(argv, 'sandbox') ? ['--sandbox'] : []), ...given]
    .map((flag) => ` ${flag}`)
    .join('');
  // With several stacks in the region a command without its stack would be ambiguous.
  const stack = isTyped(argv, 'stack') && flags.stack ? ` --stack ${flags.stack}` : '';
  const stackFor = (text: string) => (text.includes('--stack') ? '' : stack);
  return (text) =>
    text.replace(commands, (_, command: string) => `${program} ${command}${suffix}${stackFor(text)}`);
}

const isTyped = (argv: readonly string[], name: string): boolean =>
  argv.some((word) => word === `--${name}` || word.startsWith(`--${name}=`));
