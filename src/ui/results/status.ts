import type { StatusProblem, StatusResult } from '../../domain/result/status.ts';
import { elapsed } from '../duration.ts';
import { bareScreen, type Screen, styleFor, type TextStyle } from '../paint.ts';
import { safeText } from '../safe-text.ts';
import { count } from '../words.ts';
import { hang } from '../wrap.ts';
import { headline } from './headline.ts';
import { nextLines } from './next.ts';
import { listed, pairLines } from './pairs.ts';
import { costTexts, distributionText } from './status-numbers.ts';

/** Result of `glfr status`: what is wrong, then one screen of how it is. `now` in epoch milliseconds. */
export function statusLines(result: StatusResult, screen: Screen = bareScreen, now = Date.now()): string[] {
  const style = styleFor(screen);
  const well = result.lacking.length === 0 ? 'all is well' : 'what could be read is well';
  const verdict = result.healthy ? well : 'needs a look';
  return [
    ...headline(result.healthy ? '✔' : '!', `${result.stackName} in ${result.region}: ${verdict}`, style),
    ...result.problems.flatMap((problem) => problemLines(problem, style)),
    ...pairLines(
      [
        ['Stack', stackText(result, now)],
        ['Manager', managerText(result, now)],
        ['Runner', runnerText(result, now)],
        ['Executors', executorsText(result)],
        ['Jobs', jobsText(result)],
        ['Queue', distributionText(result.jobs?.queueSeconds, 'job')],
        ['Boot', distributionText(result.jobs?.bootSeconds, 'executor')],
        ...listed('Cost', costTexts(result.cost)),
        ['Settings', settingsText(result)],
        ['Network', networkText(result)],
        ...result.lacking.map(({ what, text }) => ['Lacks', `${what}: ${text}`] as const),
      ],
      style,
    ),
    ...nextLines(result.next, style),
  ];
}

function problemLines({ level, text }: StatusProblem, { columns, paint }: TextStyle): string[] {
  return hang('  ! ', safeText(text), columns).map((line) =>
    paint(level === 'problem' ? 'bad' : 'warn', line),
  );
}

const since = (iso: string, now: number): string => elapsed(Date.parse(iso), now);

function stackText({ stack: { status, reason, createdAt, updatedAt } }: StatusResult, now: number): string {
  const when = updatedAt ? `updated ${since(updatedAt, now)} ago` : `created ${since(createdAt, now)} ago`;
  return `${status}${reason ? `: ${reason}` : ''}, ${when}`;
}

function managerText({ manager }: StatusResult, now: number): string {
  const { state, reason, version, taskDefinition, runningJobs, maxBuilds, lastLogAt } = manager;
  const most = maxBuilds === undefined ? '' : ` of ${maxBuilds}`;
  return [
    `${state}${manager.since ? ` for ${since(manager.since, now)}` : ''}${reason ? `: ${reason}` : ''}`,
    version ? `gitlab-runner ${version}` : '',
    taskDefinition ?? '',
    runningJobs === undefined ? '' : `${runningJobs}${most} jobs`,
    lastLogAt === undefined ? '' : `last log line ${since(lastLogAt, now)} ago`,
  ]
    .filter(Boolean)
    .join(', ');
}

function executorsText({ executors }: StatusResult): string {
  if (!executors) return '';
  const { total, ...states } = executors;
  const parts = Object.entries(states).filter(([, number]) => number > 0);
  return [String(total), parts.map(([state, number]) => `${number} ${state}`).join(', ')]
    .filter(Boolean)
    .join(': ');
}

function jobsText({ jobs }: StatusResult): string {
  if (!jobs) return '';
  const failed = jobs.failed > 0 ? `, ${jobs.failed} failed` : '';
  return `${jobs.ended} ended in the last hour${failed}`;
}

function runnerText({ gitlab }: StatusResult, now: number): string {
  const { url, runnerId, state, contactedAt, runningJobs } = gitlab;
  return [
    `${runnerId === undefined ? 'runner' : `runner ${runnerId}`} in ${url}`,
    state,
    contactedAt ? `last contact ${since(contactedAt, now)} ago` : '',
    runningJobs === undefined ? '' : `${count(runningJobs, 'job')} running`,
  ]
    .filter(Boolean)
    .join(', ');
}

function networkText({ settings: { vpc, subnets } }: StatusResult): string {
  return [vpc, subnets.join(', ')].filter(Boolean).join(': ');
}

function settingsText({ settings: { concurrency, instanceTypes, executor, idle } }: StatusResult): string {
  const on = instanceTypes.length > 0 ? ` on ${instanceTypes.join(' or ')}` : '';
  return `up to ${count(concurrency, 'job')} at a time${on}, ${idle} idle (${executor})`;
}
