import type { ExecutorRow, ExecutorState } from './executor-row.ts';

/** What one asks for first. */
const order: readonly ExecutorState[] = [
  ...(['busy', 'idle', 'booting', 'pending', 'running', 'removing'] as const),
  ...(['stopped', 'terminated', 'orphan', 'stuck'] as const),
];

/** A list in numbers. What EC2 or the price table does not tell of every one is a lower bound, and marked so. */
export interface Totals {
  executors: number;
  /** Of those that occur, the working ones first. */
  states: readonly (readonly [ExecutorState, number])[];
  vCpus: number;
  /** US dollars; `undefined` where no price is known. */
  costPerHour?: number;
  costSoFar?: number;
  /** Types the price table does not have. */
  unpriced: readonly string[];
  /** The most there may be at once. */
  limit?: number;
}

const paid = (state: ExecutorState): boolean => state !== 'terminated' && state !== 'stopped';

export function totalsOf(rows: readonly ExecutorRow[], limit?: number): Totals {
  const byState = new Map<ExecutorState, number>();
  const unpriced = new Set<string>();
  const sums = { vCpus: 0, costPerHour: 0, costSoFar: 0 };
  let [isHourlyKnown, isCostKnown] = [false, false];
  for (const { state, vCpus = 0, type, costPerHour, costSoFar } of rows) {
    byState.set(state, (byState.get(state) ?? 0) + 1);
    if (costPerHour === undefined) unpriced.add(type);
    if (costSoFar !== undefined) {
      isCostKnown = true;
      sums.costSoFar += costSoFar;
    }
    if (!paid(state)) continue;
    sums.vCpus += vCpus;
    if (costPerHour === undefined) continue;
    isHourlyKnown = true;
    sums.costPerHour += costPerHour;
  }
  return {
    executors: rows.length,
    states: order.flatMap((state) => {
      const number = byState.get(state);
      return number === undefined ? [] : [[state, number] as const];
    }),
    vCpus: sums.vCpus,
    ...(isHourlyKnown && { costPerHour: sums.costPerHour }),
    ...(isCostKnown && { costSoFar: sums.costSoFar }),
    unpriced: [...unpriced].toSorted(),
    ...(limit !== undefined && { limit }),
  };
}
