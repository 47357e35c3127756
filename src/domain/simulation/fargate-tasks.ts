import type { Executor } from './executor.ts';
import type { Fleet } from './fleet.ts';
import type { Acquisition, Provider, ProviderOptions } from './provider.ts';
import { type Random, random } from './random.ts';

/** The custom executor with GitLab's driver for Fargate: a task for each job, stopped after it; nothing waits idle. */
export class FargateTasks implements Provider {
  readonly #fleet: Fleet;
  readonly #random: Random;
  /** By the task's name; a job that was taken back leaves its task without one. */
  readonly #jobs = new Map<string, Acquisition | undefined>();
  #unlisten: (() => void) | undefined;

  constructor({ fleet, seed }: ProviderOptions) {
    this.#fleet = fleet;
    this.#random = random(seed, 'tasks');
  }

  /** What an earlier manager left stays: the driver knows its tasks by files that went with that manager. */
  start(): void {
    this.#unlisten = this.#fleet.listen({
      launched: () => undefined,
      ready: (executor) => this.#ready(executor),
      interrupted: ({ name = '' }) => this.#interrupted(name),
      terminated: () => undefined,
    });
  }

  /** The manager's own `concurrent` is the only limit. */
  reserve(): boolean {
    return true;
  }

  unreserve(): void {}

  acquire(acquisition: Acquisition): void {
    const name = this.#random.text(8, '0123456789abcdef');
    this.#jobs.set(name, acquisition);
    this.#fleet.create(name);
  }

  release({ id, name = '' }: Executor): void {
    this.#jobs.delete(name);
    this.#fleet.remove(id);
  }

  cancel(acquisition: Acquisition): void {
    for (const [name, job] of this.#jobs) if (job === acquisition) this.#jobs.set(name, undefined);
  }

  shutdown(done: () => void): void {
    this.abandon();
    done();
  }

  abandon(): void {
    this.#unlisten?.();
    this.#unlisten = undefined;
  }

  #ready(executor: Executor): void {
    const { name = '' } = executor;
    if (!this.#jobs.has(name)) return;
    const acquisition = this.#jobs.get(name);
    if (acquisition) acquisition.onAcquired(executor);
    else this.release(executor);
  }

  #interrupted(name: string): void {
    const acquisition = this.#jobs.get(name);
    this.#jobs.delete(name);
    acquisition?.onLost();
  }
}
