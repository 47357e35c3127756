import { emptyJobLog, type JobLog } from '../../../../src/domain/runner/jobs/job-record.ts';
import { readJobLine } from '../../../../src/domain/runner/jobs/read-jobs.ts';
import { parseLogLine } from '../../../../src/domain/runner/log-line.ts';
import { formatRecord } from '../../../../src/domain/simulation/log-record.ts';

/** When second 0 is. */
export const start = Date.UTC(2026, 10, 23, 9);

/** `[seconds, msg, fields]`. */
export type Said = readonly [seconds: number, msg: string, fields?: Record<string, string | number>];

export function jobLog(lines: readonly Said[], log: JobLog = emptyJobLog()): JobLog {
  for (const [seconds, msg, fields = {}] of lines) {
    const line = formatRecord({ time: start + seconds * 1000, level: 'info', msg, fields });
    readJobLine(log, parseLogLine(line));
  }
  return log;
}

/** A job that waits 8 s in GitLab and boots its own instance. */
export const life: readonly Said[] = [
  [0, 'Starting multi-runner from /etc/gitlab-runner/config.toml...', { builds: 0, max_builds: 0 }],
  [0, 'Configuration loaded', { builds: 0, max_builds: 4 }],
  [10, 'Checking for jobs... received', { job: 7, repo_url: 'https://gitlab.example.com/acme/x.git' }],
  [
    10,
    'Added job to processing list',
    { job: 7, project: 2, project_full_path: 'acme/x', time_in_queue_seconds: 8, builds: 1, max_builds: 4 },
  ],
  [11, 'Preparing instance...', { job: 7 }],
  [15, 'instance discovery', { id: 'i-1', cause: 'requested', state: 'creating' }],
  [50, 'instance is ready', { instance: 'i-1', took: 38_000_000_000 }],
  [51, 'Dialing instance', { job: 7, 'instance-id': 'i-1' }],
  [80, 'Job failed: exit code 3', { job: 7, duration_s: 70, failure_reason: 'script_failure', exit_code: 3 }],
  [80, 'Removed job from processing list', { job: 7, builds: 0, max_builds: 4 }],
  [81, 'decreasing instances', { instances: '[i-1]' }],
];
