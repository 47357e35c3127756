import { iso } from '../iso.ts';
import type { StatusCost } from '../result/status.ts';
import type { JobLog } from '../runner/jobs/job-record.ts';
import type { Settings } from '../settings/declaration.ts';
import { executorCost, executorHourlyCost, managerMonthlyCost, type PriceTable } from './cost.ts';
import type { Instance } from './instance.ts';

type Wanted =
  | 'managerCpu'
  | 'managerMemory'
  | 'managerArchitecture'
  | 'instanceTypes'
  | 'disk'
  | 'onDemandPercent';

export interface SpendFacts {
  prices: PriceTable;
  settings: Partial<Pick<Settings, Wanted>>;
  /** Do manager and executors have public addresses? */
  publicIp: boolean;
  /** All that EC2 still shows. */
  instances: readonly Instance[];
  /** The log of executors of this month, as far as it was read. */
  log: JobLog;
  logFrom: number;
  /** When the stack was made; epoch milliseconds. */
  createdAt: number;
  now: number;
}

/** What a stack costs now, and has cost this month: Fargate, EC2 with disks and public addresses; nothing else. */
export function spend(facts: SpendFacts): StatusCost {
  const { prices, instances, now } = facts;
  const hourly = instances.filter(isAlive).map((instance) => hourlyOf(instance, facts));
  const executorsPerHour = hourly.reduce<number>((sum, price = 0) => sum + price, 0);
  const managerPerHour = managerHourly(facts);
  const since = Math.max(monthStart(now), facts.createdAt);
  const manager = (managerPerHour * Math.max(0, now - since)) / 3_600_000;
  const { cost, hours } = executorsSince(facts, Math.max(since, facts.logFrom));
  return {
    currency: 'USD',
    now: {
      ...{ perHour: managerPerHour + executorsPerHour, managerPerHour, executorsPerHour },
      unpriced: hourly.filter((price) => price === undefined).length,
    },
    month: {
      ...{ soFar: manager + cost, manager, executors: cost, executorHours: hours },
      ...{ since: iso(since), executorsSince: iso(Math.max(since, facts.logFrom)) },
    },
    ...{ pricesDated: prices.dated, pricesRegion: prices.region },
  };
}

/** What it costs while no manager runs; what the month has cost stays as it was counted. */
export function withoutManager(cost: StatusCost): StatusCost {
  const { executorsPerHour, unpriced } = cost.now;
  return { ...cost, now: { perHour: executorsPerHour, managerPerHour: 0, executorsPerHour, unpriced } };
}

/** The first of the month by UTC, as AWS bills. */
export const monthStart = (now: number): number =>
  Date.UTC(new Date(now).getUTCFullYear(), new Date(now).getUTCMonth());

function hourlyOf(instance: Pick<Instance, 'type' | 'lifecycle' | 'publicIp'>, facts: SpendFacts) {
  const publicIp = instance.publicIp !== undefined;
  return executorHourlyCost(facts.prices, { ...instance, publicIp }, facts.settings.disk);
}

function managerHourly({ prices, settings, publicIp }: SpendFacts): number {
  const { managerCpu: cpu = 512, managerMemory: memoryMib = 1024, managerArchitecture } = settings;
  const architecture = managerArchitecture ?? 'arm64';
  return managerMonthlyCost(prices, { cpu, memoryMib, architecture, publicIp }) / prices.hoursPerMonth;
}

interface Life {
  instance: Pick<Instance, 'type' | 'lifecycle' | 'publicIp'>;
  from: number;
  to: number;
}

function executorsSince(facts: SpendFacts, since: number): { cost: number; hours: number } {
  const lives = [...livesByLog(facts), ...livesByEc2(facts)].map(({ instance, from, to }) => ({
    hourly: hourlyOf(instance, facts),
    seconds: Math.max(0, to - Math.max(from, since)) / 1000,
  }));
  const billed = lives.filter(({ seconds }) => seconds > 0);
  return {
    cost: total(billed.map(({ hourly, seconds }) => executorCost(hourly, seconds) ?? 0)),
    hours: total(billed.map(({ seconds }) => seconds)) / 3600,
  };
}

const isAlive = ({ state }: Instance): boolean => state === 'running' || state === 'pending';

/** By EC2's facts where it still has them, else as the stack's first type. */
function livesByLog({ instances, log, settings, publicIp, now }: SpendFacts): Life[] {
  const shown = new Map(
    instances.flatMap((one) => [one.id, ...(one.name ? [one.name] : [])].map((id) => [id, one])),
  );
  const lifecycle = settings.onDemandPercent === 0 ? 'spot' : 'on-demand';
  const usual: Life['instance'] = {
    type: settings.instanceTypes?.[0] ?? '',
    lifecycle,
    ...(publicIp && { publicIp: '' }),
  };
  const lastWords = lastJobWords(log);
  return [...log.executors.values()].flatMap((executor) => {
    const instance = shown.get(executor.id);
    const from = instance?.launchedAt ?? executor.launchedAt ?? executor.readyAt;
    if (from === undefined) return [];
    // The log may not say when it went; then its last word is the least that is known.
    const seen = Math.max(executor.lastSeenAt, lastWords.get(executor.id) ?? 0);
    const to = instance && isAlive(instance) ? now : (executor.removedAt ?? seen);
    return [{ instance: instance ?? usual, from, to }];
  });
}

/** Those that the log does not name, or not yet. */
const livesByEc2 = ({ instances, log, now }: SpendFacts): Life[] =>
  instances
    .filter((one) => isAlive(one) && !log.executors.has(one.id) && !log.executors.has(one.name ?? ''))
    .map((instance) => ({ instance, from: instance.launchedAt ?? now, to: now }));

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

function lastJobWords({ jobs }: JobLog): Map<string, number> {
  const words = new Map<string, number>();
  for (const { executorId, lastSeenAt } of jobs.values())
    if (executorId !== undefined) words.set(executorId, Math.max(words.get(executorId) ?? 0, lastSeenAt));
  return words;
}
