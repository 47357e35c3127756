import { feed } from '../../../src/domain/simulation/arrivals.ts';
import type { BootTimes } from '../../../src/domain/simulation/boot.ts';
import type { Build } from '../../../src/domain/simulation/build.ts';
import { Engine } from '../../../src/domain/simulation/engine.ts';
import { Fleet } from '../../../src/domain/simulation/fleet.ts';
import { type Job, jobs, type Workload } from '../../../src/domain/simulation/jobs.ts';
import type { LogRecord } from '../../../src/domain/simulation/log-record.ts';
import { Manager } from '../../../src/domain/simulation/manager.ts';
import { JobQueue } from '../../../src/domain/simulation/queue.ts';
import type { ManagerSettings } from '../../../src/domain/simulation/settings.ts';

export const start = Date.UTC(2026, 10, 23, 9);
export const minute = 60_000;
export const hour = 60 * minute;

export interface WorldOptions {
  seed?: string | number;
  settings?: Partial<ManagerSettings>;
  workload?: Partial<Workload>;
  /** Instead of a workload. */
  jobs?: Iterable<Job>;
  boot?: BootTimes;
  quiet?: boolean;
}

export interface World {
  engine: Engine;
  queue: JobQueue;
  fleet: Fleet;
  manager: Manager;
  records: LogRecord[];
  ended: Build[];
  /** A further manager on the same group. */
  addManager(systemId: string): Manager;
}

/** One manager on one group, started, with jobs arriving. */
export function makeWorld(options: WorldOptions = {}): World {
  const seed = options.seed ?? 1;
  const engine = new Engine(start);
  const queue = new JobQueue(engine, { keepFinished: 100_000 });
  const fleet = new Fleet({ engine, seed, zones: 2, ...(options.boot && { boot: options.boot }) });
  const records: LogRecord[] = [];
  const ended: Build[] = [];
  const addManager = (systemId: string): Manager =>
    new Manager({
      engine,
      queue,
      fleet,
      seed,
      systemId,
      settings: options.settings ?? {},
      ended: (build) => ended.push(build),
      ...(!options.quiet && { log: (record) => records.push(record) }),
    });
  const manager = addManager('r_9fQ3xGk2LmZa');
  feed(engine, queue, options.jobs ?? jobs({ seed, startsAt: start, ...options.workload }));
  manager.start();
  return { engine, queue, fleet, manager, records, ended, addManager };
}

/** A job that arrives `at` milliseconds after the start. */
export function makeJob(id: number, at: number, durationMs: number, given: Partial<Job> = {}): Job {
  return {
    id,
    pipelineId: 900,
    projectId: 214,
    projectFullPath: 'acme/web/storefront',
    name: 'test',
    arrivesAt: start + at,
    durationMs,
    outcome: { kind: 'success' },
    traceBytes: 4_096,
    ...given,
  };
}
