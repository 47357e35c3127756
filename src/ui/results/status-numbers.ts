import type { StatusCost } from '../../domain/result/status.ts';
import type { Distribution } from '../../domain/stats/distribution.ts';
import { sparkline } from '../../domain/stats/sparkline.ts';
import { dollars } from '../money.ts';
import { count } from '../words.ts';
import { seconds } from './job-words.ts';

/** Median, 95th percentile and the last hour in five-minute steps. */
export function distributionText(found: Distribution | undefined, noun: string): string {
  if (!found) return '';
  return `p50 ${seconds(found.p50)}, p95 ${seconds(found.p95)}  ${sparkline(found.series)}  ${count(found.count, noun)}`;
}

const day = (iso: string): string => iso.slice(0, 16).replace('T', ' ');

/** What it costs now and has cost this month, and what these numbers leave out. */
export function costTexts(cost: StatusCost | undefined): string[] {
  if (!cost) return [];
  const { now, month } = cost;
  const unpriced = now.unpriced > 0 ? `, ${count(now.unpriced, 'executor')} of unknown price` : '';
  const isPart = month.executorsSince !== month.since;
  const gap = isPart ? `; executors since ${day(month.executorsSince)} only` : '';
  return [
    `${dollars(now.perHour)} an hour now: manager ${dollars(now.managerPerHour)}, executors ${dollars(now.executorsPerHour)}${unpriced}`,
    `${dollars(month.soFar)} since ${day(month.since)}: executors ${dollars(month.executors)} for ${month.executorHours.toFixed(1)} hours${gap}`,
    `(prices of ${cost.pricesRegion}, ${cost.pricesDated}; without NAT, traffic, logs and storage)`,
  ];
}
