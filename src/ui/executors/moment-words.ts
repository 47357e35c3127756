import type { Moment } from '../../domain/fleet/timeline.ts';
import { duration } from '../duration.ts';

const job = (moment: { job: number; project?: string }): string =>
  `job ${moment.job}${moment.project ? ` of ${moment.project}` : ''}`;

const outcomes = {
  success: 'succeeded',
  failed: 'failed',
  'system-failure': 'failed by the system',
} as const;

/** gitlab-runner's name for what `failed by the system` says. */
const systemFailure = 'runner_system_failure';

/** One moment of a machine's life, in words; `after`: how long after the first it was, which stands beside it. */
export function momentWords(moment: Moment, after?: string): string {
  const unlessSaid = (seconds: number | undefined, words: (time: string) => string): string =>
    seconds === undefined || duration(seconds) === after ? '' : words(duration(seconds));
  switch (moment.what) {
    case 'launched':
      return 'launched by EC2';
    case 'discovered':
      return 'found by the manager';
    case 'ready':
      return `ready${unlessSaid(moment.bootSeconds, (time) => `, ${time} after it was asked for`)}`;
    case 'job-taken':
      return `${job(moment)} taken from GitLab${
        moment.queuedSeconds === undefined ? '' : `, where it waited ${duration(moment.queuedSeconds)}`
      }`;
    case 'job-started':
      return `${job(moment)} started here`;
    case 'job-ended': {
      const { job: id, outcome, seconds, failure = '' } = moment;
      const time = unlessSaid(seconds, (took) => ` after ${took}`);
      const why = failure === '' || failure === systemFailure ? '' : ` (${failure})`;
      return `job ${id} ${outcomes[outcome]}${time}${why}`;
    }
    case 'given-up':
      return 'given up by the manager';
    case 'lost':
      return "gone without the manager's doing";
    case 'ended':
      return 'told to end';
  }
}
