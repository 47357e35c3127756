import { type CheckReport, fromText, toText } from '../../../domain/check/report.ts';
import type { ReachPath } from '../../../domain/network/result.ts';
import type { AwsOpinion } from '../../../domain/result/check.ts';
import type { TextStyle } from '../../paint.ts';
import { safeText } from '../../safe-text.ts';
import { count } from '../../words.ts';
import { hang } from '../../wrap.ts';
import { reasonsOf } from './path.ts';

/** glfr and AWS side by side; where they differ it says so. Paths that AWS could not be asked about are counted. */
export function opinionLines({ opinions }: CheckReport, style: TextStyle): string[] {
  if (opinions.size === 0) return [];
  const answered = [...opinions].filter(([, { reachable }]) => reachable !== undefined);
  const others = [...opinions].filter(([, { reachable }]) => reachable === undefined);
  return [
    '',
    style.paint('heading', 'glfr and AWS Reachability Analyzer'),
    ...answered.flatMap(([path, opinion]) => sideBySide(path, opinion, style)),
    ...silentLines(
      others.flatMap(([, { note }]) => note ?? []),
      style,
    ),
  ];
}

/** Why AWS said nothing, each reason once. */
function silentLines(notes: readonly string[], { columns, paint }: TextStyle): string[] {
  const counts = new Map<string, number>();
  for (const note of notes) counts.set(note, (counts.get(note) ?? 0) + 1);
  return [...counts].flatMap(([note, number]) =>
    hang('  - ', safeText(`no answer for ${count(number, 'path')}: ${note}`), columns).map((line) =>
      paint('dim', line),
    ),
  );
}

/** PARTIAL and UNKNOWN are no yes and no no; AWS knows only those two. */
function compare(path: ReachPath, { reachable }: AwsOpinion): 'same' | 'differs' | 'open' {
  if (path.verdict === 'UNKNOWN' || path.verdict === 'PARTIAL') return 'open';
  return (path.verdict === 'REACHABLE') === reachable ? 'same' : 'differs';
}

const words = { same: 'agree', differs: 'DIFFER', open: 'glfr is not sure' } as const;

function sideBySide(path: ReachPath, opinion: AwsOpinion, { columns, paint }: TextStyle): string[] {
  const result = compare(path, opinion);
  const mark = result === 'same' ? paint('good', '=') : paint('warn', '≠');
  const [first = '', ...rest] = hang(
    '',
    safeText(`${fromText(path)} → ${toText(path)}: they ${words[result]}`.replace('they glfr', 'glfr')),
    columns - 4,
  );
  const reasons = reasonsOf(path).map(({ code, component }) => `${code} at ${component}`);
  const own = `${path.verdict}${reasons.length > 0 ? `: ${reasons.join('; ')}` : ''}`;
  const codes = opinion.explanations.map(({ code, component }) => `${code} at ${component}`);
  const theirs = `${opinion.reachable ? 'REACHABLE' : 'BLOCKED'}${codes.length > 0 ? `: ${codes.join('; ')}` : ''}`;
  return [
    `  ${mark} ${first}`,
    ...rest.map((line) => `    ${line}`),
    ...hang('      glfr  ', safeText(own), columns),
    ...hang('      AWS   ', safeText(theirs), columns),
    ...wayLines(path, opinion, columns),
    ...(opinion.note ? hang('      note  ', safeText(opinion.note), columns) : []),
  ];
}

/** Components that only one of the two passes. */
function wayLines(path: ReachPath, { components, reachable }: AwsOpinion, columns: number): string[] {
  if (!reachable || path.verdict !== 'REACHABLE') return [];
  const own = new Set(path.hops.flatMap(({ component }) => component.split(', ')));
  // The first is the interface that stands for the subnet.
  const onlyTheirs = components.slice(1).filter((id) => !own.has(id));
  return onlyTheirs.length === 0
    ? []
    : hang('            ', safeText(`only AWS passes ${onlyTheirs.join(', ')}`), columns);
}
