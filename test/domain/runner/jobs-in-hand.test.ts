import { expect, it } from 'vitest';
import { emptyActivity, step } from '../../../src/domain/runner/activity.ts';
import { fateOf, jobsInHand, jobsTaken } from '../../../src/domain/runner/jobs-in-hand.ts';
import { parseLogLine } from '../../../src/domain/runner/log-line.ts';

const activity = emptyActivity();
const say = (second: number, msg: string, fields: object = {}) => {
  const line = { time: new Date(second * 1000).toISOString(), level: 'info', msg, ...fields };
  step(activity, parseLogLine(JSON.stringify(line)));
};
const added = (second: number, job: number, fields: object = {}) =>
  say(second, 'Added job to processing list', { job, ...fields });

it('what a manager has in hand, and how each of it ended', () => {
  say(1, 'Starting multi-runner from /etc/gitlab-runner/config.toml...');
  for (const job of [1, 2, 3, 4, 5]) added(10 + job, job, { project_full_path: 'acme/x' });
  added(9, 6, { project: 77 });
  expect(jobsInHand(activity, 20_000)).toEqual([
    { id: 6, project: '77', seconds: 11 },
    ...[1, 2, 3, 4, 5].map((id) => ({ id, project: 'acme/x', seconds: 10 - id })),
  ]);
  say(30, 'Job succeeded', { job: 1 });
  say(31, 'Job failed: exit code 1', { job: 2, failure_reason: 'script_failure' });
  say(32, 'Job failed (system failure): aborted: terminated', {
    job: 3,
    failure_reason: 'runner_interrupted',
  });
  say(33, 'Removed job from processing list', { job: 4 });
  expect(jobsInHand(activity, 40_000).map(({ id }) => id)).toEqual([6, 5]);
  expect(fateOf(activity, 5)).toBe('running');
  // Another manager starts: what this one still had is gone with it.
  say(50, 'Starting multi-runner from /etc/gitlab-runner/config.toml...');
  added(60, 7);
  expect(jobsTaken(activity, 14_000).map(({ id }) => id)).toEqual([4, 5]);
  expect([1, 2, 3, 4, 5, 6, 8].map((id) => fateOf(activity, id))).toEqual([
    ...['succeeded', 'failed', 'killed', 'unknown', 'killed', 'killed', 'unknown'],
  ]);
});
