import type { StatusResult } from '../../result/status.ts';
import { distribution } from '../../stats/distribution.ts';
import { endOf } from './job-end.ts';
import type { JobLog } from './job-record.ts';

const hourMs = 3_600_000;
/** Five minutes each. */
const parts = 12;

/** The last hour's jobs in numbers. */
export function lastHour(log: JobLog, now: number): NonNullable<StatusResult['jobs']> {
  const stretch = { from: now - hourMs, to: now, parts };
  const jobs = [...log.jobs.values()];
  const outcomes = jobs.flatMap((job) => {
    const end = endOf(job, log);
    return end && end.at >= stretch.from && end.at <= now ? [end.outcome] : [];
  });
  const count = (...wanted: readonly string[]) =>
    outcomes.filter((outcome) => wanted.includes(outcome)).length;
  const queues = jobs.flatMap(({ receivedAt: at, queuedSeconds: value }) =>
    at === undefined || value === undefined ? [] : [{ at, value: Math.max(0, value) }],
  );
  const boots = [...log.executors.values()].flatMap(({ launchedAt, readyAt }) =>
    launchedAt === undefined || readyAt === undefined
      ? []
      : [{ at: readyAt, value: Math.max(0, readyAt - launchedAt) / 1000 }],
  );
  const [queueSeconds, bootSeconds] = [distribution(queues, stretch), distribution(boots, stretch)];
  return {
    ended: outcomes.length,
    failed: count('failed', 'system-failure', 'lost'),
    systemFailures: count('system-failure', 'lost'),
    ...(queueSeconds && { queueSeconds }),
    ...(bootSeconds && { bootSeconds }),
  };
}
