import stringWidth from 'fast-string-width';
import { fromText, roleText, toText } from '../../../domain/check/report.ts';
import type { Finding, ReachPath } from '../../../domain/network/result.ts';
import type { Column } from '../../column.ts';
import type { TextStyle } from '../../paint.ts';
import { safeText } from '../../safe-text.ts';
import { wrap } from '../../wrap.ts';
import { verdicts } from './verdicts.ts';

const weight = { block: 0, part: 1, unknown: 2, warning: 3 } as const;

/** What stands in the way, the worst first; once, where several addresses meet it. Warnings stand in nobody's way. */
export function reasonsOf({ findings }: ReachPath): Finding[] {
  const distinct = new Map<string, Finding>();
  for (const finding of findings.filter(({ severity }) => severity !== 'warning')) {
    const { code, component, direction, side } = finding;
    const key = `${code} ${component} ${direction} ${side}`;
    if (!distinct.has(key)) distinct.set(key, finding);
  }
  return [...distinct.values()].toSorted((a, b) => weight[a.severity] - weight[b.severity]);
}

/** `logs.eu-central-1.amazonaws.com:443` → `AWS logs`: on a screen the region says nothing new. */
const shortTo = (path: ReachPath): string =>
  toText(path).replace(/^(.+)\.[a-z]+(?:-[a-z]+)+-\d+\.amazonaws\.com:443$/, 'AWS $1');

/** One path: mark, from → to, and why not in a word; the drawing below it, or one above, has the sentence. */
export function pathLines(path: ReachPath, { columns, paint }: TextStyle): string[] {
  const [mark, tone] = verdicts[path.verdict];
  const from = roleText(path) || path.from;
  const text = safeText(`${from} → ${shortTo(path)}`);
  const [first = '', ...rest] = wrap(text, columns - 4, '    ');
  const why = reasonText(path);
  const line = `  ${paint(tone, mark)} ${first}`;
  if (why === '') return [line, ...rest];
  const isShort = rest.length === 0 && stringWidth(`    ${text}  ${why}`) <= columns;
  if (isShort) return [`${line}  ${paint(tone, why)}`];
  return [line, ...rest, ...wrap(`      ${why}`, columns, '      ').map((one) => paint(tone, one))];
}

function reasonText(path: ReachPath): string {
  const [reason, ...more] = reasonsOf(path);
  if (path.verdict === 'REACHABLE' || !reason) return '';
  return safeText(
    `${reason.code} at ${reason.component}${more.length === 0 ? '' : ` and ${more.length} more`}`,
  );
}

/** As a table for scripts: all reasons, and all commands that mend them. */
export const columns: readonly Column<ReachPath>[] = [
  { head: 'VERDICT', value: ({ verdict }) => verdict, drop: 0 },
  { head: 'FROM', value: fromText, drop: 0 },
  { head: 'TO', value: toText, drop: 0 },
  {
    head: 'REASON',
    value: (path) =>
      reasonsOf(path)
        .map(({ code, component, message }) => `${code} ${component}: ${message}`)
        .join('; '),
    drop: 1,
  },
  {
    head: 'FIX',
    value: (path) =>
      reasonsOf(path)
        .flatMap(({ fix }) => fix?.command ?? fix?.text ?? [])
        .join('; '),
    drop: 1,
  },
];
