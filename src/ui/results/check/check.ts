import type { CheckReport } from '../../../domain/check/report.ts';
import type { ReachPath } from '../../../domain/network/result.ts';
import type { Subnet } from '../../../domain/network/snapshot.ts';
import { tabLines } from '../../column.ts';
import { type Screen, styleFor, type TextStyle } from '../../paint.ts';
import { safeText } from '../../safe-text.ts';
import { count } from '../../words.ts';
import { hang, wrap } from '../../wrap.ts';
import { headline } from '../headline.ts';
import { drawnOnce, hopLines } from './draw.ts';
import { fixLines } from './fixes.ts';
import { opinionLines } from './opinions.ts';
import { columns, pathLines } from './path.ts';
import { symptomLines } from './symptoms.ts';
import { verdicts } from './verdicts.ts';

/** Result of `glfr check`: a line a path, those that are blocked drawn, and the fixes last; in a pipe a table. */
export function checkLines(report: CheckReport, screen: Screen & { verbose: boolean }): string[] {
  if (!screen.isTty) return tabLines(columns, report.paths);
  const style = styleFor(screen);
  const isNew = drawnOnce();
  const draws = (path: ReachPath) => screen.verbose || (path.verdict !== 'REACHABLE' && isNew(path));
  return [
    ...headline(verdicts[report.verdict][0], headText(report), style),
    ...asideLines(report, screen.verbose, style),
    ...groupsOf(report).flatMap((group) => groupLines(group, draws, style)),
    ...warningLines(report, style),
    ...opinionLines(report, style),
    ...symptomLines(report.symptoms, style),
    ...fixLines(report.paths, style),
  ];
}

function headText({ title, verdict, paths }: CheckReport): string {
  const bad = paths.filter((path) => path.verdict !== 'REACHABLE');
  if (paths.length === 1) return `${title}: ${verdicts[verdict][2]}`;
  if (verdict === 'REACHABLE') return `${title}: all ${count(paths.length, 'path')} reachable`;
  return `${title}: ${verdicts[verdict][2]}, ${bad.length} of ${count(paths.length, 'path')} not reachable`;
}

function asideLines(
  { names, source }: CheckReport,
  verbose: boolean,
  { columns, paint }: TextStyle,
): string[] {
  const known = names.map(({ host, addresses }) => `${host} is ${addresses.join(', ') || 'not answered'}`);
  const shown = verbose ? known : known.slice(0, 1);
  const dns = shown.length === 0 ? [] : [`as this machine sees it: ${shown.join('; ')}`];
  const texts = [...dns, ...(verbose ? [source] : [])];
  return texts.flatMap((text) =>
    wrap(`  ${safeText(text)}`, columns, '  ').map((line) => paint('dim', line)),
  );
}

interface Group {
  title: string;
  subnet?: Subnet | undefined;
  paths: ReachPath[];
}

/** Subnet by subnet: one bad one of several fails only sometimes. */
function groupsOf({ paths, subnets }: CheckReport): Group[] {
  const groups = new Map<string, Group>();
  for (const path of paths) {
    const subnet = path.purpose === undefined ? undefined : subnets.find(({ id }) => id === path.from);
    const known = groups.get(path.from) ?? { title: subnet?.id ?? '', subnet, paths: [] };
    known.paths.push(path);
    groups.set(path.from, known);
  }
  return [...groups.values()];
}

const freeText = ({ freeAddresses: free }: Subnet): string =>
  `${free} free ${free === 1 ? 'address' : 'addresses'}`;

function groupLines(
  { title, subnet, paths }: Group,
  draws: (path: ReachPath) => boolean,
  style: TextStyle,
): string[] {
  const { columns, paint } = style;
  const about = [subnet?.name, subnet?.zone, subnet && freeText(subnet)];
  const text = `${title} ${paint('dim', safeText(`(${about.filter(Boolean).join(', ')})`))}`;
  const head = title === '' ? [] : ['', ...wrap(text, columns, '  ')];
  return [
    ...head,
    ...paths.flatMap((path) => [...pathLines(path, style), ...(draws(path) ? hopLines(path, style) : [])]),
  ];
}

/** What stops nothing: a private zone that answers otherwise, a rule that matches nothing. Each once. */
function warningLines({ paths }: CheckReport, { columns, paint }: TextStyle): string[] {
  const distinct = new Map<string, string>();
  for (const { severity, component, message, code } of paths.flatMap(({ findings }) => findings))
    if (severity === 'warning' && !distinct.has(`${code} ${component}`))
      distinct.set(`${code} ${component}`, `${message} (${code})`);
  if (distinct.size === 0) return [];
  return [
    '',
    paint('heading', 'Worth a look'),
    ...[...distinct.values()].flatMap((text) => hang('  - ', safeText(text), columns)),
  ];
}
