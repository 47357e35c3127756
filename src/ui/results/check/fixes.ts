import type { Fix, ReachPath } from '../../../domain/network/result.ts';
import type { TextStyle } from '../../paint.ts';
import { safeText } from '../../safe-text.ts';
import { hang } from '../../wrap.ts';
import { reasonsOf } from './path.ts';

/** Every fix once, ready to paste: what it does as a comment, then the command. */
export function fixLines(paths: readonly ReachPath[], { columns, paint }: TextStyle): string[] {
  const fixes = new Map<string, Fix>();
  for (const { fix } of paths.flatMap(reasonsOf))
    if (fix && !fixes.has(fix.command ?? fix.text)) fixes.set(fix.command ?? fix.text, fix);
  if (fixes.size === 0) return [];
  const free = freeNumbers();
  const lines = [...fixes.values()].flatMap(({ text, command }) => [
    ...comment(text, columns).map((line) => paint('dim', line)),
    ...(command === undefined ? [] : [paint('accent', free(safeText(command)))]),
  ]);
  return ['', paint('heading', 'Fixes'), ...lines];
}

function comment(text: string, columns: number): string[] {
  const [first = '', ...rest] = hang('# ', safeText(text), columns);
  return [first, ...rest.map((line) => `# ${line.trimStart()}`)];
}

/** Two entries of one ACL cannot have one number: the later takes the one before. */
function freeNumbers(): (command: string) => string {
  const taken = new Set<string>();
  return (command) => {
    const [, place, number] = /^(aws ec2 create-network-acl-entry .*)--rule-number (\d+)/.exec(command) ?? [];
    if (place === undefined) return command;
    let own = Number(number);
    while (taken.has(`${place}${own}`) && own > 1) own -= 1;
    taken.add(`${place}${own}`);
    return command.replace(/--rule-number \d+/, `--rule-number ${own}`);
  };
}
