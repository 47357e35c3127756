import type { PriceTable } from '../domain/fleet/cost.ts';
import type { ExecutorRow } from '../domain/fleet/executor-row.ts';
import { listExecutors } from '../domain/fleet/executors.ts';
import type { Instance } from '../domain/fleet/instance.ts';
import { isFargate, listJobTasks } from '../domain/fleet/job-tasks.ts';
import { monthStart, spend } from '../domain/fleet/spend.ts';
import type { StatusResult } from '../domain/result/status.ts';
import { lastHour } from '../domain/runner/jobs/last-hour.ts';
import { settingsFromParameters } from '../domain/settings/stored.ts';
import type { StackParts } from '../domain/stack/parts.ts';
import type { Stack } from '../domain/stack/stack.ts';
import type { Attempts } from './attempts.ts';
import { instancesOf } from './instances-of.ts';
import { ManagerLog } from './manager-log.ts';
import { MonthLog } from './month-log.ts';
import type { Clock, FleetPort, LogsPort } from './ports.ts';
import { activityStart } from './read-activity.ts';

export interface FleetDeps {
  fleet: FleetPort;
  logs: LogsPort;
  clock: Clock;
}

interface Looked extends Pick<StatusResult, 'executors' | 'jobs' | 'cost'> {
  /** What the manager's own words say of it. */
  manager: Partial<StatusResult['manager']>;
  refusedAt?: number | undefined;
}

/** An hour of jobs, and the beginnings of those that ran at its start. */
const recentMs = 75 * 60_000;

/** Executors, jobs and costs of a stack, looked at again and again. */
export class FleetView {
  readonly #prices: PriceTable;
  readonly #deps: FleetDeps;
  #recent: ManagerLog | undefined;
  #month: MonthLog | undefined;

  constructor(prices: PriceTable, deps: FleetDeps) {
    this.#prices = prices;
    this.#deps = deps;
  }

  async look(stack: Stack, parts: StackParts | undefined, attempts: Attempts): Promise<Looked> {
    if (!parts) return { executors: counts([]), manager: {} };
    const now = this.#deps.clock.now();
    const instances = await attempts.read('the executors', instancesOf(stack, parts, this.#deps.fleet));
    const [log, cost] = await Promise.all([
      attempts.read('the log', this.#readOn(parts, instances ?? [], now)),
      instances && attempts.read('the log', this.#spend(stack, parts, instances, now)),
    ]);
    const rows = instances && log && rowsOf(stack, instances, log, now);
    return {
      ...(rows && { executors: counts(rows) }),
      ...(log && { jobs: lastHour(log.jobs, now) }),
      ...(cost && { cost }),
      manager: log ? wordsOf(log, rows) : {},
      refusedAt: log?.jobs.refusedAt,
    };
  }

  #readOn(parts: StackParts, instances: readonly Instance[], now: number): Promise<ManagerLog> {
    const from = Math.min(activityStart(instances, now), now - recentMs);
    this.#recent ??= new ManagerLog(parts, from, this.#deps.logs);
    return this.#recent.readOn(now);
  }

  async #spend(stack: Stack, parts: StackParts, instances: readonly Instance[], now: number) {
    const settings = settingsFromParameters(stack.parameters);
    // A task that is gone has left no trace: neither ECS nor the log tells of it.
    if (isFargate(stack)) return undefined;
    const kept = now - (settings.logRetention ?? 14) * 86_400_000;
    const earliest = Math.max(monthStart(now), stack.createdAt, kept);
    this.#month ??= new MonthLog(parts, this.#deps.logs);
    const logFrom = await this.#month.readOn(earliest, now);
    return spend({
      ...{ prices: this.#prices, settings, instances, log: this.#month.log, logFrom, now },
      ...{ createdAt: stack.createdAt, publicIp: stack.parameters.AssignPublicIp === 'ENABLED' },
    });
  }
}

function rowsOf(stack: Stack, instances: readonly Instance[], log: ManagerLog, now: number): ExecutorRow[] {
  const shown = instances.filter(({ state }) => state !== 'terminated');
  if (isFargate(stack)) return listJobTasks(shown, now);
  return listExecutors(shown, log.activity, now, { logFrom: log.from });
}

function wordsOf(
  { activity, jobs }: ManagerLog,
  rows: readonly ExecutorRow[] | undefined,
): Looked['manager'] {
  const { maxBuilds, lastLineAt, builds } = activity;
  // Jobs that wait for their executor are in the manager's hands too.
  const runningJobs = builds ?? rows?.filter(({ state }) => state === 'busy').length;
  return {
    ...(jobs.version && { version: jobs.version }),
    ...(maxBuilds !== undefined && { maxBuilds }),
    ...(lastLineAt !== undefined && { lastLogAt: new Date(lastLineAt).toISOString() }),
    ...(runningJobs !== undefined && { runningJobs }),
  };
}

function counts(rows: readonly ExecutorRow[]): NonNullable<StatusResult['executors']> {
  const count = (...states: string[]) => rows.filter(({ state }) => states.includes(state)).length;
  return {
    total: rows.length,
    busy: count('busy'),
    idle: count('idle', 'running'),
    booting: count('pending', 'booting'),
    removing: count('removing', 'stopped'),
    orphan: count('orphan'),
  };
}
