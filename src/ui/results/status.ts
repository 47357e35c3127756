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

const since = (iso: string, now: number): string => elapsed(Date.parse(iso), now);

function stackText({ stack: { status, reason, createdAt, updatedAt } }: StatusResult, now: number): string {
  const when = updatedAt ? `updated ${since(updatedAt, now)} ago` : `created ${since(createdAt, now)} ago`;
  return `${status}${reason ? `: ${reason}` : ''}, ${when}`;
}

function managerText({ manager }: StatusResult, now: number): string {
  const { state, reason, taskDefinition, runningJobs, maxBuilds, lastLogAt } = manager;
  const most = maxBuilds === undefined ? '' : ` of ${maxBuilds}`;
  return [
    `${state}${manager.since ? ` for ${since(manager.since, now)}` : ''}${reason ? `: ${reason}` : ''}`,
    taskDefinition ?? '',
    runningJobs === undefined ? '' : `${runningJobs}${most} jobs`,
    lastLogAt === undefined ? '' : `last log line ${since(lastLogAt, now)} ago`,
  ]
    .filter(Boolean)
    .join(', ');
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

function settingsText({ settings: { concurrency, instanceTypes, executor, idle } }: StatusResult): string {
  return `up to ${count(concurrency, 'job')} at a time on ${instanceTypes.join(' or ')}, ${idle} idle (${executor})`;
}
