import { describe, expect, it } from 'vitest';
import { jobRow } from '../../src/domain/runner/jobs/job-row.ts';
import { formatRecord } from '../../src/domain/simulation/log-record.ts';
import { findJob } from '../../src/operations/find-job.ts';
import type { LogsPort } from '../../src/operations/ports.ts';
import { life, type Said, start } from '../domain/runner/jobs/log.ts';

const hour = 3600;
const parts = { cluster: 'c', service: 's', logGroup: 'g', logStreamPrefix: 'manager', executorGroup: '' };

/** CloudWatch with these lines, two to a page. */
function port(lines: readonly Said[]): Pick<LogsPort, 'page'> & { filters: (string | undefined)[] } {
  const filters: (string | undefined)[] = [];
  const events = lines.map(([seconds, msg, fields = {}], index) => {
    const time = start + seconds * 1000;
    const message = formatRecord({ time, level: 'info', msg, fields });
    return { id: String(index), time, ingestedAt: time, stream: 'manager/m/1', message };
  });
  return {
    filters,
    async page({ from, until = Number.POSITIVE_INFINITY, filter, next = '0' }) {
      filters.push(filter);
      const word = filter?.slice(1, -1) ?? '';
      const all = events.filter(
        ({ time, message }) => time >= from && time <= until && message.includes(word),
      );
      const at = Number(next);
      return { events: all.slice(at, at + 2), ...(at + 2 < all.length && { next: String(at + 2) }) };
    },
  };
}

async function find(id: number, lines: readonly Said[], { after = 300, since = 7 * 24 * hour } = {}) {
  const now = start + after * 1000;
  const logs = port(lines);
  const found = await findJob({ id, parts, from: now - since * 1000, now }, logs);
  const searched = logs.filters.some((filter) => filter !== undefined);
  return { searched, row: found && jobRow(found.job, found.log, { now, namesExecutors: true }), found };
}
const whole = { id: 7, queueSeconds: 8, bootSeconds: 41, runSeconds: 29, result: 'failed' };

describe('a job', () => {
  it('of just now is found without a search', async () => {
    expect(await find(7, life)).toMatchObject({ searched: false, row: whole });
  });

  it('of days ago is found by a search, with the log around it', async () => {
    expect(await find(7, life, { after: 50 * hour })).toMatchObject({ searched: true, row: whole });
  });

  it('that is older than what is searched is not found', async () => {
    expect((await find(7, life, { after: 50 * hour, since: 5 * hour })).found).toBeUndefined();
  });

  it('whose number stands in other lines only is not found', async () => {
    const other: Said = [20, 'Job failed: exit code 4711', { job: 9, exit_code: 4711 }];
    expect((await find(4711, [...life, other])).found).toBeUndefined();
  });

  it('that began long before is told from its beginning', async () => {
    const long = life.map(([at, msg, fields]) => [at >= 80 ? at + 5 * hour : at, msg, fields] as Said);
    expect(await find(7, long, { after: 5 * hour + 200 })).toMatchObject({
      ...{ searched: true, row: { bootSeconds: 41, runSeconds: 29 + 5 * hour } },
    });
  });

  it('that waited long has the log of its wait, to tell why', async () => {
    const full: Said = [-3 * hour, 'Added job to processing list', { job: 1, builds: 4, max_builds: 4 }];
    const queued = life.map(
      ([at, msg, fields]) =>
        [
          at,
          msg,
          fields?.time_in_queue_seconds ? { ...fields, time_in_queue_seconds: 3 * hour } : fields,
        ] as Said,
    );
    for (const after of [200, 30 * hour]) {
      const { found } = await find(7, [full, ...queued], { after });
      expect(found?.log.loads[0]).toMatchObject({ builds: 4, maxBuilds: 4 });
    }
  });
});
