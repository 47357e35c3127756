import type { StatusResult } from '../../domain/result/status.ts';
import { elapsed } from '../duration.ts';
import { bareScreen, type Screen, styleFor } from '../paint.ts';
import { safeText } from '../safe-text.ts';
import { count } from '../words.ts';
import { nextLines } from './next.ts';
import { pairLines } from './pairs.ts';

/** Result of `glfr status`: one screen. `now` in epoch milliseconds. */
export function statusLines(result: StatusResult, screen: Screen = bareScreen, now = Date.now()): string[] {
  const style = styleFor(screen);
  const { paint } = style;
  const mark = result.healthy ? paint('good', '✔') : paint('warn', '!');
  const verdict = result.healthy ? 'all is well' : 'needs a look';
  return [
    `${mark} ${paint('heading', safeText(`${result.stackName} in ${result.region}: ${verdict}`))}`,
    ...pairLines(
      [
        ['Stack', stackText(result, now)],
        ['Manager', managerText(result, now)],
        ['Executors', executorsText(result)],
        ['Runner', runnerText(result)],
        ['Settings', settingsText(result)],
        ['Network', `${result.settings.vpc}: ${result.settings.subnets.join(', ')}`],
      ],
      style,
    ),
    ...nextLines(result.next, style),
  ];
}

const ago = (iso: string | undefined, now: number, text: string): string =>
  iso === undefined ? '' : `, ${text} ${elapsed(Date.parse(iso), now)} ago`;

function stackText({ stack }: StatusResult, now: number): string {
  const when = ago(stack.updatedAt ?? stack.createdAt, now, stack.updatedAt ? 'updated' : 'created');
  return `${stack.status}${when}${stack.reason ? `: ${stack.reason}` : ''}`;
}

function managerText({ manager }: StatusResult, now: number): string {
  const { state, runningJobs, maxBuilds, taskDefinition, since, lastLogAt, reason } = manager;
  const jobs =
    runningJobs === undefined
      ? ''
      : `, ${runningJobs}${maxBuilds === undefined ? '' : ` of ${maxBuilds}`} jobs`;
  const version = taskDefinition === undefined ? '' : ` (${taskDefinition})`;
  const parts = `${state}${version}${jobs}${ago(since, now, 'since')}${ago(lastLogAt, now, 'last log line')}`;
  return reason ? `${parts}: ${reason}` : parts;
}

function executorsText({ executors: { total, busy, idle, booting, removing } }: StatusResult): string {
  const parts = Object.entries({ busy, idle, booting, removing }).filter(([, number]) => number > 0);
  return [String(total), parts.map(([state, number]) => `${number} ${state}`).join(', ')]
    .filter(Boolean)
    .join(': ');
}

function runnerText({ gitlab: { url, runnerId, state } }: StatusResult): string {
  return `${runnerId === undefined ? 'runner' : `runner ${runnerId}`} in ${url}, ${state}`;
}

function settingsText({ settings: { concurrency, instanceType, executor, idle } }: StatusResult): string {
  return `up to ${count(concurrency, 'job')} at a time on ${instanceType}, ${idle} idle (${executor})`;
}
