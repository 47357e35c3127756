import type { Offering } from '../fleet/offering.ts';
import type { Draft } from '../settings/declaration.ts';
import { executorsFor } from '../settings/size.ts';
import { fargateCodes, type Market, type QuotaId, quotaCodesOf, type standardCodes } from './quota-codes.ts';

/** The most vCPUs that the settings can take of one quota. */
export interface QuotaNeed extends QuotaId {
  market: Market;
  vcpus: number;
}

const markets: readonly Market[] = ['onDemand', 'spot'];

/** How many executors there can be at once, by how they are paid for. */
function executorCounts(settings: Draft): Readonly<Record<Market, number>> {
  const { concurrency = 0, executor, onDemandBase = 0, onDemandPercent = 100 } = settings;
  const { maxExecutors = executorsFor(concurrency) } = settings;
  const most = executor === 'docker-autoscaler' ? maxExecutors : concurrency;
  const base = Math.min(most, onDemandBase);
  const onDemand = base + Math.ceil(((most - base) * onDemandPercent) / 100);
  return { onDemand, spot: most - onDemand };
}

/**
 * Of each quota of EC2 that executors count for, the most they can take: all of the largest type of its families. In
 * words where that is not known.
 */
export function instanceNeeds(settings: Draft, offerings: readonly Offering[]): QuotaNeed[] | string {
  const counts = executorCounts(settings);
  const sizes = new Map<typeof standardCodes, number>();
  for (const { type, vcpus = 0 } of typesOf(settings, offerings)) {
    const codes = quotaCodesOf(type);
    if (!codes) return `which quota counts ${type} is not known here`;
    if (vcpus === 0) return `EC2 does not say how many vCPUs ${type} has`;
    sizes.set(codes, Math.max(vcpus, sizes.get(codes) ?? 0));
  }
  if (sizes.size === 0) return 'EC2 does not say how many vCPUs the instance types have';
  return [...sizes].flatMap(([codes, size]) =>
    markets
      .filter((market) => counts[market] > 0)
      .map((market) => ({ service: 'ec2', code: codes[market], market, vcpus: counts[market] * size })),
  );
}

/** Executors chosen by size are of the standard families, as far as the cheapest ones are. */
function typesOf(
  { vcpus, executor }: Draft,
  offerings: readonly Offering[],
): Pick<Offering, 'type' | 'vcpus'>[] {
  if (executor !== 'docker-autoscaler' || !vcpus) return [...offerings];
  return [{ type: 'm', vcpus: Number(vcpus.split('-')[1]) }];
}

/** The manager is a task on demand; with Fargate executors each job is one too, of either kind. */
export function fargateNeeds(settings: Draft): QuotaNeed[] {
  const { executor, concurrency = 0, managerCpu = 512, jobCpu = 1024, onDemandPercent = 100 } = settings;
  const manager = managerCpu / 1024;
  const jobs = executor === 'fargate' ? (concurrency * jobCpu) / 1024 : 0;
  const isSpot = onDemandPercent === 0;
  const needs = { onDemand: manager + (isSpot ? 0 : jobs), spot: isSpot ? jobs : 0 };
  return markets
    .filter((market) => needs[market] > 0)
    .map((market) => ({ service: 'fargate', code: fargateCodes[market], market, vcpus: needs[market] }));
}
