import fc from 'fast-check';
import { expect, test } from 'vitest';
import { endOf } from '../../../../src/domain/runner/jobs/job-end.ts';
import { emptyJobLog } from '../../../../src/domain/runner/jobs/job-record.ts';
import { isOver, jobRows, phasesIn } from '../../../../src/domain/runner/jobs/job-row.ts';
import { readJobLine } from '../../../../src/domain/runner/jobs/read-jobs.ts';
import { parseLogLine } from '../../../../src/domain/runner/log-line.ts';
import { formatRecord } from '../../../../src/domain/simulation/log-record.ts';
import { hour, makeWorld } from '../../simulation/world.ts';
import { jobLog, type Said, start } from './log.ts';

const second = fc.integer({ min: 0, max: 600 });
const job = fc.constantFrom(7, 8, 9);
const executor = fc.constantFrom('i-1', 'i-2');

/** Lines in any order, repeated, contradictory: a log cannot be trusted to make sense. */
const said: fc.Arbitrary<Said> = fc.oneof(
  fc.tuple(second, fc.constant('Checking for jobs... received'), fc.record({ job })),
  fc.tuple(
    second,
    fc.constant('Added job to processing list'),
    fc.record({ job, time_in_queue_seconds: fc.double({ min: -5, max: 900, noNaN: true }) }),
  ),
  fc.tuple(second, fc.constant('Preparing instance...'), fc.record({ job })),
  fc.tuple(
    second,
    fc.constant('instance is ready'),
    fc.record({ instance: executor, took: fc.integer({ min: 0, max: 9e11 }) }),
  ),
  fc.tuple(second, fc.constant('instance discovery'), fc.record({ id: executor })),
  fc.tuple(second, fc.constant('Dialing instance'), fc.record({ job, 'instance-id': executor })),
  fc.tuple(second, fc.constant('Preparation failed: no'), fc.record({ job })),
  fc.tuple(
    second,
    fc.constantFrom('Job succeeded', 'Job failed: no', 'Job failed (system failure): no'),
    fc.record({ job, duration_s: fc.double({ min: 0, max: 2000, noNaN: true }) }),
  ),
  fc.tuple(second, fc.constant('Removed job from processing list'), fc.record({ job })),
  fc.tuple(second, fc.constant('Starting multi-runner from x'), fc.constant({})),
);

test('phases are never negative, never overlap, and are together the whole', () => {
  fc.assert(
    fc.property(fc.array(said, { maxLength: 30 }), fc.boolean(), (lines, namesExecutors) => {
      const log = jobLog(lines);
      const options = { now: start + 700_000, namesExecutors };
      for (const record of log.jobs.values()) {
        const phases = phasesIn(record, log, options);
        const end = endOf(record, log)?.at ?? options.now;
        expect(phases.length).toBeGreaterThan(0);
        expect(phases.at(-1)?.to).toBe(end);
        let at = phases[0]!.from;
        let sum = 0;
        for (const { from, to } of phases) {
          expect(from).toBe(at);
          expect(to).toBeGreaterThanOrEqual(from);
          sum += to - from;
          at = to;
        }
        expect(sum).toBe(end - phases[0]!.from);
      }
      for (const { queueSeconds = 0, bootSeconds = 0, runSeconds = 0, ageSeconds } of jobRows(log, options))
        expect([queueSeconds >= 0, bootSeconds >= 0, runSeconds >= 0, ageSeconds >= 0]).not.toContain(false);
    }),
    { numRuns: 400 },
  );
});

test("a simulated manager's log gives back what happened", () => {
  const settings = fc.record({ concurrency: fc.integer({ min: 1, max: 6 }) });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), settings, (seed, given) => {
      const world = makeWorld({ seed, settings: given, workload: { jobsPerHour: 80 } });
      world.engine.runUntil(start + hour);
      const log = emptyJobLog();
      for (const record of world.records) readJobLine(log, parseLogLine(formatRecord(record)));
      const rows = new Map(
        jobRows(log, { now: world.engine.now, namesExecutors: true }).map((row) => [row.id, row]),
      );
      expect(world.ended.length).toBeGreaterThan(0);
      for (const { taken, receivedAt, startedAt, endedAt = 0, executor } of world.ended) {
        const row = rows.get(taken.job.id);
        expect(row?.executorId).toBe(executor?.id);
        expect(row?.queueSeconds).toBeCloseTo((taken.takenAt - taken.job.arrivesAt) / 1000, 2);
        if (startedAt !== undefined) expect(row?.bootSeconds).toBe((startedAt - receivedAt) / 1000);
        if (startedAt !== undefined) expect(row?.runSeconds).toBe((endedAt - startedAt) / 1000);
      }
      const running = [...rows.values()].filter((row) => !isOver(row));
      expect(running.map(({ id }) => id).sort()).toEqual([...world.manager.running.keys()].sort());
      const waiting = [...world.manager.running.values()].filter(({ executor }) => executor === undefined);
      expect(running.filter(({ state }) => state === 'waiting')).toHaveLength(waiting.length);
    }),
    { numRuns: 15 },
  );
});
