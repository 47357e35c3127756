import type { JobRow } from '../../domain/runner/jobs/job-row.ts';
import type { PhaseKind } from '../../domain/runner/jobs/phases.ts';
import type { Tone } from '../paint.ts';

/** Seconds as a list has them: tenths only where they are all there is. */
export const seconds = (value: number): string =>
  value > 0 && value < 9.95 ? `${value.toFixed(1)}s` : `${Math.round(value)}s`;

/** How a job ended, in a word or two. */
export function resultWords({ result, exitCode, failureReason }: JobRow): string {
  if (result === undefined || result === 'success') return '';
  if (result === 'lost') return 'lost with its manager';
  if (result === 'system-failure') return 'system failure';
  if (exitCode !== undefined && exitCode !== 0) return `exit code ${exitCode}`;
  return failureReason?.replaceAll('_', ' ') ?? (result === 'unknown' ? '' : 'failed');
}

export const phaseWords: Readonly<Record<PhaseKind, string>> = {
  queue: 'waited in GitLab',
  pickup: 'picked up',
  launch: 'launched by AWS',
  boot: 'booted',
  connect: 'connected',
  executor: 'got an executor',
  run: 'ran',
};

export const stateTone: Readonly<Record<JobRow['state'], Tone>> = {
  waiting: 'warn',
  running: 'accent',
  succeeded: 'good',
  failed: 'bad',
  ended: 'dim',
};
