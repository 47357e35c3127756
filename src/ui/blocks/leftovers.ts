import type { Leftover } from '../../domain/fleet/leftovers.ts';
import { duration } from '../duration.ts';
import { reasonWords } from '../executors/reason-words.ts';
import { dollars } from '../money.ts';
import type { TextStyle } from '../paint.ts';
import { safeText } from '../safe-text.ts';
import { wrap } from '../wrap.ts';

const kinds = { instance: 'instance', 'spot-request': 'spot request', 'key-pair': 'key pair' } as const;

/** What was found, each with its reason. `now` in epoch milliseconds. */
export function leftoverLines(found: readonly Leftover[], style: TextStyle, now: number): string[] {
  return found.flatMap((one) => {
    const name = one.kind === 'key-pair' || !one.name ? '' : ` (${one.name})`;
    const title = `${kinds[one.kind]} ${one.kind === 'key-pair' ? (one.name ?? one.id) : one.id}${name}`;
    const price = one.costPerHour === undefined ? '' : `; ${dollars(one.costPerHour)}/h`;
    return [
      ...wrap(`  ${safeText(title)}`, style.columns, '    '),
      ...wrap(`    ${whyWords(one, now)}${price}`, style.columns, '    ').map((line) =>
        style.paint('dim', line),
      ),
    ];
  });
}

function whyWords({ reason: { code, sinceAt } }: Leftover, now: number): string {
  if (code === 'unused') return `made ${duration((now - sinceAt) / 1000)} ago, and no machine has it`;
  return reasonWords({ code, sinceAt }, now);
}
