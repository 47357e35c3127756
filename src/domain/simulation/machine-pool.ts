import type { Executor } from './executor.ts';
import { type MachineCounts, type MachineState, noMachines } from './machine-limits.ts';
import type { MachineFacts } from './machine-log.ts';

/** A machine as its manager knows it. Times are epoch milliseconds. */
export interface Machine extends MachineFacts {
  state: MachineState;
  executor?: Executor;
  /** Told when the instance breaks away under its job. */
  onLost?: (() => void) | undefined;
  /** Told when an operation under way has ended. */
  settled: Set<() => void>;
}

/** The machines of one manager, oldest first, and how many of them are in which state. */
export class MachinePool {
  readonly counts: MachineCounts = noMachines();
  readonly #machines = new Map<string, Machine>();

  get all(): readonly Machine[] {
    return [...this.#machines.values()];
  }

  get size(): number {
    return this.#machines.size;
  }

  has({ name }: Machine): boolean {
    return this.#machines.has(name);
  }

  of({ name = '' }: Executor): Machine | undefined {
    return this.#machines.get(name);
  }

  /** The newest one that waits: it is taken first. */
  newestIdle(): Machine | undefined {
    return this.counts.idle === 0 ? undefined : this.all.findLast(({ state }) => state === 'idle');
  }

  add(name: string, now: number): Machine {
    const machine: Machine = {
      name,
      state: 'creating',
      createdAt: now,
      usedAt: now,
      usedCount: 0,
      reason: '',
      settled: new Set(),
    };
    this.#machines.set(name, machine);
    this.counts.creating += 1;
    return machine;
  }

  move(machine: Machine, state: MachineState): void {
    this.counts[machine.state] -= 1;
    this.counts[state] += 1;
    machine.state = state;
  }

  delete(machine: Machine): void {
    if (this.#machines.delete(machine.name)) this.counts[machine.state] -= 1;
  }
}

/** Tells who waited for the end of an operation. */
export function settle(machine: Machine): void {
  const waiting = [...machine.settled];
  machine.settled.clear();
  for (const tell of waiting) tell();
}
