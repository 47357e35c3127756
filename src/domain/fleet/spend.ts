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
  const alive = instances.filter(({ state }) => state === 'running' || state === 'pending');
  const hourly = alive.map((instance) => hourlyOf(instance, facts));
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

const iso = (time: number): string => new Date(time).toISOString();

function hourlyOf(instance: Pick<Instance, 'type' | 'lifecycle' | 'publicIp'>, facts: SpendFacts) {
  const publicIp = instance.publicIp !== undefined;
  return executorHourlyCost(facts.prices, { ...instance, publicIp }, facts.settings.disk);
}

function managerHourly({ prices, settings, publicIp }: SpendFacts): number {
  const { managerCpu: cpu = 512, managerMemory: memoryMib = 1024, managerArchitecture } = settings;
  const architecture = managerArchitecture ?? 'arm64';
  return managerMonthlyCost(prices, { cpu, memoryMib, architecture, publicIp }) / prices.hoursPerMonth;
}

/** Executors by EC2's facts where it still has them, else as the stack's first type. */
function executorsSince(facts: SpendFacts, since: number): { cost: number; hours: number } {
  const { instances, log, settings, now } = facts;
  const shown = new Map(
    instances.flatMap((one) => [[one.id, one] as const, [one.name ?? one.id, one] as const]),
  );
  const [type = ''] = settings.instanceTypes ?? [];
  const lifecycle = settings.onDemandPercent === 0 ? 'spot' : 'on-demand';
  const usual = { type, lifecycle, ...(facts.publicIp && { publicIp: '' }) } as const;
  const lastWords = lastJobWords(log);
  const lives = [...log.executors.values()].flatMap((executor) => {
    const instance = shown.get(executor.id);
    const from = instance?.launchedAt ?? executor.launchedAt ?? executor.readyAt;
    const isAlive = instance?.state === 'running' || instance?.state === 'pending';
    // The log may not say when it went; then its last word is the least that is known.
    const seen = Math.max(executor.lastSeenAt, lastWords.get(executor.id) ?? 0);
    const to = isAlive ? now : (executor.removedAt ?? seen);
    return from === undefined ? [] : [{ instance: instance ?? usual, from: Math.max(from, since), to }];
  });
  for (const instance of instances)
    if (
      instance.launchedAt !== undefined &&
      !log.executors.has(instance.id) &&
      !log.executors.has(instance.name ?? '')
    )
      if (instance.state === 'running' || instance.state === 'pending')
        lives.push({ instance, from: Math.max(instance.launchedAt, since), to: now });
  const billed = lives.filter(({ from, to }) => to > from);
  const seconds = billed.map(({ from, to }) => (to - from) / 1000);
  const costs = billed.map(
    ({ instance }, index) => executorCost(hourlyOf(instance, facts), seconds[index] ?? 0) ?? 0,
  );
  return { cost: total(costs), hours: total(seconds) / 3600 };
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

function lastJobWords({ jobs }: JobLog): Map<string, number> {
  const words = new Map<string, number>();
  for (const { executorId, lastSeenAt } of jobs.values())
    if (executorId !== undefined) words.set(executorId, Math.max(words.get(executorId) ?? 0, lastSeenAt));
  return words;
}
