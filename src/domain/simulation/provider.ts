import type { Engine } from './engine.ts';
import type { Executor } from './executor.ts';
import type { Fleet } from './fleet.ts';
import type { Logbook } from './logbook.ts';
import type { ManagerSettings } from './settings.ts';

/** A job that waits for an executor, or has one. */
export interface Acquisition {
  onAcquired(executor: Executor): void;
  /** The executor was ended by someone else. */
  onLost(): void;
}

/** What a provider works with; the same seed gives the same decisions. */
export interface ProviderOptions {
  engine: Engine;
  fleet: Fleet;
  settings: ManagerSettings;
  seed: string | number;
  log: Logbook;
}

/** What gitlab-runner calls an executor provider: it makes executors for jobs, each in the way of its kind. */
export interface Provider {
  start(): void;
  /** Called whenever the runner's turn comes, also when no job waits. */
  update?(): void;
  /** True when a job may be asked for; the reservation then waits for `acquire`. */
  reserve(): boolean;
  unreserve(): void;
  /** Turns the oldest reservation into an executor, at once or when one is ready. */
  acquire(acquisition: Acquisition): void;
  /** The executor's job is over, and with it the executor. */
  release(executor: Executor): void;
  /** Takes back a job that still waits. */
  cancel(acquisition: Acquisition): void;
  /** The orderly end; `done` may come later. */
  shutdown(done: () => void): void;
  /** The process is gone: it hears and decides nothing more. */
  abandon(): void;
}
