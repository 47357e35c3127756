import type { Totals } from '../../domain/fleet/totals.ts';
import { dollars } from '../money.ts';
import { count } from '../words.ts';

/** A list in one sentence: `4 executors: 2 busy, 1 idle, 1 booting; 8 vCPUs; $0.31/h, $0.12 so far; at most 10`. */
export function totalsText(totals: Totals, of?: number): string {
  const { executors, states, vCpus, costPerHour, costSoFar, unpriced, limit } = totals;
  const filtered = of !== undefined && of !== executors ? ` of ${of}` : '';
  const shown = states.map(([state, number]) => `${number} ${state}`).join(', ');
  const atLeast = unpriced.length > 0 ? 'at least ' : '';
  const money = [
    costPerHour === undefined ? '' : `${atLeast}${dollars(costPerHour)}/h`,
    costSoFar === undefined ? '' : `${dollars(costSoFar)} so far`,
  ];
  return [
    `${executors}${filtered} ${executors === 1 && !filtered ? 'executor' : 'executors'}${shown && `: ${shown}`}`,
    vCpus > 0 ? count(vCpus, 'vCPU') : '',
    money.filter(Boolean).join(', '),
    limit === undefined ? '' : `at most ${limit}`,
  ]
    .filter(Boolean)
    .join('; ');
}

/** Said where there is nothing to show. */
export function emptyText(kind: string | undefined, all: number): string {
  if (all > 0) return `None of ${count(all, 'executor')} matches the filters.`;
  if (kind === 'fargate')
    return 'With the executor kind fargate jobs run as ECS tasks; there are no instances to list.';
  return 'No executors at the moment; the manager starts one when a job comes.';
}
