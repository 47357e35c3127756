import type { RunnerShowResult } from '../../domain/result/runner-show.ts';
import { elapsed } from '../duration.ts';
import { bareScreen, type Screen, styleFor } from '../paint.ts';
import { count } from '../words.ts';
import { expiryText } from './expiry.ts';
import { headline } from './headline.ts';
import { nextLines } from './next.ts';
import { listed, pairLines } from './pairs.ts';

type Manager = RunnerShowResult['managers'][number];

/** GitLab keeps the record of every manager there ever was. */
const shownManagers = 4;

/** Result of `glfr runner show`. `now` in epoch milliseconds. */
export function runnerLines(
  result: RunnerShowResult,
  screen: Screen = bareScreen,
  now = Date.now(),
): string[] {
  const style = styleFor(screen);
  const { runnerId, stackName, online, paused, gitlabUrl } = result;
  const state = paused ? 'paused: it gets no new jobs' : online ? 'online' : 'offline';
  return [
    ...headline(online && !paused ? '✔' : '!', `runner ${runnerId} of ${stackName}: ${state}`, style),
    ...pairLines(
      [
        ['GitLab', gitlabUrl],
        ['Description', result.description ?? ''],
        ['Scope', result.scope ?? ''],
        ['Tags', tagsText(result)],
        ['Last contact', result.contactedAt ? ago(result.contactedAt, now) : 'never'],
        ['Token', expiryText(result.tokenExpiresAt, now)],
        ...listed('Managers', managerTexts(result.managers, now)),
        ...listed('Jobs', jobTexts(result, now)),
      ],
      style,
    ),
    ...nextLines(result.next, style),
  ];
}

const ago = (time: string, now: number): string => `${elapsed(Date.parse(time), now)} ago`;

function tagsText({ tags, runUntagged }: RunnerShowResult): string {
  if (tags.length === 0) return 'none; takes jobs without tags';
  return `${tags.join(', ')}${runUntagged ? '; takes jobs without tags too' : ''}`;
}

function managerTexts(managers: readonly Manager[], now: number): string[] {
  const newest = managers.toSorted((a, b) => (b.contactedAt ?? '').localeCompare(a.contactedAt ?? ''));
  const shown = newest.slice(0, shownManagers).map(({ systemId, version, status, contactedAt }) => {
    const seen = contactedAt ? `, ${ago(contactedAt, now)}` : '';
    return `${systemId}${version ? ` ${version}` : ''}, ${status.replace('_', ' ')}${seen}`;
  });
  const more = managers.length - shown.length;
  if (managers.length === 0) return ['none yet'];
  return more === 0 ? shown : [...shown, `and ${more} older`];
}

function jobTexts({ runningJobs }: RunnerShowResult, now: number): string[] {
  if (!runningJobs) return ['not shown to this access token'];
  const texts = runningJobs.map(({ id, name, project, startedAt }) => {
    const since = startedAt ? `, for ${elapsed(Date.parse(startedAt), now)}` : '';
    return `${id} ${name} in ${project}${since}`;
  });
  return [`${count(runningJobs.length, 'job')} running`, ...texts];
}
