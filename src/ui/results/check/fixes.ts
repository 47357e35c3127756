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
  const lines = [...fixes.values()].flatMap(({ text, command }) => [
    ...comment(text, columns).map((line) => paint('dim', line)),
    ...(command === undefined ? [] : [paint('accent', safeText(command))]),
  ]);
  return ['', paint('heading', 'Fixes'), ...lines];
}

function comment(text: string, columns: number): string[] {
  const [first = '', ...rest] = hang('# ', safeText(text), columns);
  return [first, ...rest.map((line) => `# ${line.trimStart()}`)];
}
