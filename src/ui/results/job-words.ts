import type { JobRow } from '../../domain/runner/jobs/job-row.ts';
import type { PhaseKind } from '../../domain/runner/jobs/phases.ts';
import { duration } from '../duration.ts';

/** Seconds, with tenths only where they are all there is, and minutes where seconds say too little. */
export function seconds(value: number): string {
  if (value >= 99.5) return duration(value);
  return value > 0 && value < 9.95 ? `${value.toFixed(1)}s` : `${Math.round(value)}s`;
}

/** How a job ended, in a word or two, beyond what its state says. */
export function resultWords({ result, exitCode, failureReason }: JobRow): string {
  if (result === undefined || result === 'success') return '';
  if (result === 'lost') return 'lost with its manager';
  if (result === 'system-failure') return 'system failure';
  if (exitCode !== undefined && exitCode !== 0) return `exit code ${exitCode}`;
  return failureReason?.replaceAll('_', ' ') ?? '';
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

/** Of the phase a job is in now. */
export const openPhaseWords: Readonly<Partial<Record<PhaseKind, string>>> = {
  executor: 'waits for executor',
  run: 'runs',
};
