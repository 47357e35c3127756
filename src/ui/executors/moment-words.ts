import type { Moment } from '../../domain/fleet/timeline.ts';
import { duration } from '../duration.ts';

const job = (moment: { job: number; project?: string }): string =>
  `job ${moment.job}${moment.project ? ` of ${moment.project}` : ''}`;

const outcomes = {
  success: 'succeeded',
  failed: 'failed',
  'system-failure': 'failed by the system',
} as const;

/** One moment of a machine's life, in words. */
export function momentWords(moment: Moment): string {
  switch (moment.what) {
    case 'launched':
      return 'launched by EC2';
    case 'discovered':
      return 'found by the manager';
    case 'ready':
      return moment.bootSeconds === undefined
        ? 'ready'
        : `ready, ${duration(moment.bootSeconds)} after it was asked for`;
    case 'job-taken':
      return `${job(moment)} taken from GitLab${
        moment.queuedSeconds === undefined ? '' : `, where it waited ${duration(moment.queuedSeconds)}`
      }`;
    case 'job-started':
      return `${job(moment)} started here`;
    case 'job-ended': {
      const time = moment.seconds === undefined ? '' : ` after ${duration(moment.seconds)}`;
      return `job ${moment.job} ${outcomes[moment.outcome]}${time}${moment.failure ? ` (${moment.failure})` : ''}`;
    }
    case 'given-up':
      return 'given up by the manager';
    case 'lost':
      return "gone without the manager's doing";
    case 'ended':
      return 'told to end';
  }
}
