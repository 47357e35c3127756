import type { ExecutorRow } from '../../domain/fleet/executor-row.ts';
import type { Moment } from '../../domain/fleet/timeline.ts';
import type { ExecutorShowResult } from '../../domain/result/executor-show.ts';
import { clockTime } from '../clock-time.ts';
import { duration, elapsed } from '../duration.ts';
import { momentWords } from '../executors/moment-words.ts';
import { reasonWords } from '../executors/reason-words.ts';
import { fold } from '../fold.ts';
import { logText } from '../log-text.ts';
import { dollars } from '../money.ts';
import { bareScreen, type Screen, styleFor, type TextStyle } from '../paint.ts';
import { safeText } from '../safe-text.ts';
import { wrap } from '../wrap.ts';
import { headline } from './headline.ts';
import { nextLines } from './next.ts';
import { pairLines } from './pairs.ts';

/** Result of `glfr executors show`. `now` in epoch milliseconds; `mostLog`: lines of the log, the newest. */
export function showLines(
  result: ExecutorShowResult,
  screen: Screen = bareScreen,
  { now, mostLog }: { now: number; mostLog: number },
): string[] {
  const style = styleFor(screen);
  const { id, executor, timeline, log, lacking, next } = result;
  const isWell = executor !== undefined && !['orphan', 'stuck'].includes(executor.state);
  const state = executor?.state ?? 'gone from EC2, and still in the log';
  return [
    ...headline(isWell ? '✔' : '!', `${id} of ${result.stackName}: ${state}`, style),
    ...(executor ? pairLines(facts(executor, now), style) : []),
    ...lacking.flatMap((text) => wrap(safeText(`! ${text}`), style.columns, '  ')),
    ...section('Timeline', timeLines(timeline, style), style),
    ...section(logTitle(log.length, mostLog), logLines(result, mostLog, style), style),
    ...section('Console', consoleLines(result, style), style),
    ...nextLines(next, style),
  ];
}

function facts(row: ExecutorRow, now: number): (readonly [string, string])[] {
  const { type, lifecycle, zone, privateIp, publicIp } = row;
  const address = [privateIp, publicIp && `public ${publicIp}`].filter(Boolean).join(', ');
  return [
    ['Why', row.reason ? reasonWords(row.reason, now) : ''],
    ['Job', row.job ? `${row.job.id}${row.job.project ? ` of ${row.job.project}` : ''}` : ''],
    ['Machine', `${type}, ${lifecycle}, ${zone}${row.imageId ? `, ${row.imageId}` : ''}`],
    ['Address', address],
    lifeOf(row),
    ['Jobs done', row.jobsDone === undefined ? '' : String(row.jobsDone)],
    ['Cost', costText(row)],
    ['EC2 says', row.stateReason ?? ''],
  ];
}

/** A stopped one may go on, and its disk costs. */
const isOver = ({ state, endedAt }: ExecutorRow): boolean =>
  state === 'terminated' || (endedAt !== undefined && state !== 'stopped');

function lifeOf(row: ExecutorRow): readonly [string, string] {
  const { ageSeconds, launchedAt, endedAt } = row;
  if (ageSeconds === undefined) return ['Age', ''];
  if (!isOver(row)) return ['Age', duration(ageSeconds)];
  // EC2 does not always say when it ended.
  return launchedAt === undefined || endedAt === undefined
    ? ['Launched', `${duration(ageSeconds)} ago`]
    : ['Lived', elapsed(launchedAt, endedAt)];
}

function costText(row: ExecutorRow): string {
  const { costSoFar, costPerHour = 0 } = row;
  if (costSoFar === undefined) return '';
  return `${dollars(costSoFar)}${isOver(row) ? '' : ' so far'}, ${dollars(costPerHour)}/h`;
}

const section = (title: string, lines: readonly string[], { paint }: TextStyle): string[] =>
  lines.length === 0 ? [] : ['', paint('heading', title), ...lines];

/** Local time, and how long after the first moment. */
function timeLines(timeline: readonly Moment[], style: TextStyle): string[] {
  const [first] = timeline;
  return timeline.flatMap((moment) => {
    const after = elapsed(first?.time ?? moment.time, moment.time);
    const label = `  ${clockTime(moment.time)}  ${`+${after}`.padStart(7)}  `;
    const [head = '', ...rest] = fold(safeText(momentWords(moment, after)), style.columns - label.length);
    return [`${style.paint('dim', label)}${head}`, ...rest.map((line) => ' '.repeat(label.length) + line)];
  });
}

const logTitle = (lines: number, most: number): string =>
  lines > most ? `Log (the last ${most} of ${lines} lines)` : 'Log';

const logLines = ({ log }: ExecutorShowResult, most: number, style: TextStyle): string[] =>
  (most === 0 ? [] : log.slice(-most)).flatMap((event) =>
    fold(`  ${logText(event, style)}`, style.columns, '            '),
  );

const consoleLines = ({ console }: ExecutorShowResult, { columns, paint }: TextStyle): string[] =>
  console?.lines.flatMap((line) =>
    fold(`  ${safeText(line)}`, columns, '    ').map((part) => paint('dim', part)),
  ) ?? [];
