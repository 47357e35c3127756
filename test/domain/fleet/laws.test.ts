import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnValue } from '../../../src/domain/fleet/column-value.ts';
import { columnKeys } from '../../../src/domain/fleet/columns.ts';
import { listExecutors } from '../../../src/domain/fleet/executors.ts';
import type { Instance } from '../../../src/domain/fleet/instance.ts';
import { namesOf } from '../../../src/domain/fleet/machine-name.ts';
import { orphanAfterMs } from '../../../src/domain/fleet/orphan.ts';
import { selectRows } from '../../../src/domain/fleet/selection.ts';
import { totalsOf } from '../../../src/domain/fleet/totals.ts';
import { sortRows } from '../../../src/domain/list/sort-rows.ts';
import { type Activity, emptyActivity, step } from '../../../src/domain/runner/activity.ts';
import type { LogLine } from '../../../src/domain/runner/log-line.ts';
import { message } from '../../../src/domain/runner/message.ts';

const now = Date.UTC(2026, 10, 23, 12);
const ids = ['i-0aaaaaaaaaaaaaaa1', 'i-0aaaaaaaaaaaaaaa2', 'i-0aaaaaaaaaaaaaaa3', 'i-0aaaaaaaaaaaaaaa4'];
const machine = (digit: number) => `runner-abc123def-glfr-0a1b2c3d-179543160${digit}-0123abcd`;
const moment = fc.integer({ min: 0, max: 5400 }).map((seconds) => now - seconds * 1000);

const instance = fc.record(
  {
    id: fc.constantFrom(...ids),
    type: fc.constantFrom('t3.large', 'm5.2xlarge', 'm5.10xlarge', 'x9.mega'),
    state: fc.constantFrom<Instance['state'][]>(
      ...(['pending', 'running', 'running', 'stopped', 'shutting-down', 'terminated'] as const),
    ),
    lifecycle: fc.constantFrom<Instance['lifecycle'][]>('spot', 'on-demand'),
    zone: fc.constantFrom('us-east-1a', 'us-east-1b'),
    launchedAt: moment,
    endedAt: moment,
    keyName: fc.constantFrom(machine(1), machine(2), 'glfr'),
    tags: fc.constant({}),
  },
  { requiredKeys: ['id', 'type', 'state', 'lifecycle', 'zone', 'tags'] },
) as fc.Arbitrary<Instance>;
const instances = fc.uniqueArray(instance, { selector: ({ id }) => id, maxLength: 4 });

const who = fc.constantFrom(...ids, machine(1), machine(2));
const said = fc.oneof(
  who.map((id) => ({ msg: message.instanceDiscovery, fields: { id } })),
  who.map((id) => ({ msg: message.instanceReady, fields: { instance: id, took: '40s' } })),
  who.map((id) => ({ msg: message.dialingInstance, fields: { 'instance-id': id, job: 7 } })),
  who.map((name) => ({ msg: message.machineCreated, fields: { name, duration: '40s' } })),
  who.map((name) => ({ msg: message.machineRemoval, fields: { name } })),
  fc.constant({ msg: message.jobSucceeded, fields: { job: 7, duration_s: 9 } }),
  fc.constantFrom(`${message.starting}x...`, message.canExit, 'Checking for jobs...').map((msg) => ({
    ...{ msg, fields: {} },
  })),
);
const line = fc.record({ time: moment, said });
const log = fc.array(line, { maxLength: 25 }).map((all) => all.toSorted((a, b) => a.time - b.time));

type Log = { time: number; said: { msg: string; fields: Record<string, string | number> } }[];

function activityOf(lines: Log): Activity {
  const parsed = lines.map(
    ({ time, said: { msg, fields } }): LogLine => ({
      ...{ kind: 'runner', level: 'info', time, msg, fields },
    }),
  );
  return parsed.reduce((activity, one) => step(activity, one), emptyActivity());
}

test('every instance of EC2 is one row, in its order, with its facts', () => {
  fc.assert(
    fc.property(instances, log, (all, lines) => {
      const rows = listExecutors(all, activityOf(lines), now);
      expect(rows.map(({ id, type, zone }) => [id, type, zone])).toEqual(
        all.map(({ id, type, zone }) => [id, type, zone]),
      );
      const totals = totalsOf(rows);
      expect(totals.states.reduce((sum, [, number]) => sum + number, 0)).toBe(all.length);
    }),
  );
});

test('no orphan without evidence: whoever is called so, the log gives the reason, line by line', () => {
  let orphans = 0;
  fc.assert(
    fc.property(instances, log, moment, (all, lines, logFrom) => {
      const read = lines.filter(({ time }) => time >= logFrom);
      for (const row of listExecutors(all, activityOf(read), now, { logFrom })) {
        if (row.state !== 'orphan') continue;
        orphans += 1;
        const { launchedAt } = row;
        expect(launchedAt).toBeDefined();
        const lastStart = read.findLast(({ said: { msg } }) => msg.startsWith(message.starting))?.time;
        const exit = read.findLast(({ said: { msg } }) => msg === message.canExit)?.time;
        if (row.reason?.code === 'manager-exited') {
          expect(exit).toBeLessThanOrEqual(now - orphanAfterMs);
          continue;
        }
        // Not young, the log reaches far enough, the manager spoke after its silence began to count, and not of it.
        expect(now - launchedAt!).toBeGreaterThanOrEqual(orphanAfterMs);
        expect(logFrom <= launchedAt! || lastStart !== undefined).toBe(true);
        expect(read.at(-1)!.time).toBeGreaterThanOrEqual(launchedAt! + orphanAfterMs);
        const since = read.filter(({ time }) => time > (lastStart ?? 0));
        const names = namesOf(row);
        const about = since.filter(({ said: { fields } }) =>
          Object.values(fields).some((value) => names.includes(String(value))),
        );
        expect(about).toEqual([]);
      }
    }),
    { numRuns: 2000 },
  );
  expect(orphans).toBeGreaterThan(20);
});

test('a log that was not read makes neither orphans nor jobs', () => {
  fc.assert(
    fc.property(instances, (all) => {
      for (const { state, job } of listExecutors(all, emptyActivity(), now, { isLogRead: false })) {
        expect(['orphan', 'busy', 'idle', 'booting']).not.toContain(state);
        expect(job).toBeUndefined();
      }
    }),
  );
});

test('sorting loses and invents nothing, is stable, and backwards is backwards', () => {
  const key = fc.record({ column: fc.constantFrom(...columnKeys), isDescending: fc.boolean() });
  fc.assert(
    fc.property(instances, log, fc.array(key, { maxLength: 3 }), (all, lines, keys) => {
      const rows = listExecutors(all, activityOf(lines), now);
      const sorted = sortRows(rows, keys, columnValue);
      expect(new Set(sorted)).toEqual(new Set(rows));
      expect(sortRows(sorted, keys, columnValue)).toEqual(sorted);
      expect(selectRows(sorted, {})).toEqual(sorted);
    }),
  );
});
