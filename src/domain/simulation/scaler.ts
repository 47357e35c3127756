import { canReserve, capacityInfo, type Demand, requiredChange } from './capacity.ts';
import type { Engine } from './engine.ts';
import type { Executor } from './executor.ts';
import type { Fleet } from './fleet.ts';
import type { RunnerFields } from './log-record.ts';
import type { Logbook } from './logbook.ts';
import { type Random, random } from './random.ts';
import * as say from './scaler-log.ts';
import type { ManagerSettings } from './settings.ts';
import { type Slot, Slots } from './slots.ts';

/** A job that waits for an executor, or has one. */
export interface Acquisition {
  onAcquired(executor: Executor): void;
  /** The executor was ended by someone else. */
  onLost(): void;
}

/** What a scaler works with; the same seed gives the same decisions. */
export interface ScalerOptions {
  engine: Engine;
  fleet: Fleet;
  settings: ManagerSettings;
  seed: string | number;
  log: Logbook;
}

/** GitLab's taskscaler: decides how many executors there are and which job gets which (one job each, then removed). */
export class Scaler {
  readonly #engine: Engine;
  readonly #fleet: Fleet;
  readonly #settings: ManagerSettings;
  readonly #log: Logbook;
  readonly #who: RunnerFields;
  readonly #random: Random;
  readonly #slots = new Slots();
  readonly #waiting: Acquisition[] = [];
  readonly #demand: Demand = { pending: 0, reserved: 0 };
  #startedAt = 0;
  #isDue = false;
  #lastLogged = '';
  #unlisten: (() => void) | undefined;

  constructor({ engine, fleet, settings, seed, log }: ScalerOptions) {
    this.#engine = engine;
    this.#fleet = fleet;
    this.#settings = settings;
    this.#log = log;
    this.#who = { runner: settings.shortToken, runner_name: settings.runnerName };
    this.#random = random(seed, 'scaler');
  }

  /** Starts the plugin and removes what an earlier manager left in the group. */
  start(): void {
    this.#startedAt = this.#engine.now;
    this.#unlisten = this.#fleet.listen({
      launched: (executor) => this.#launched(executor),
      ready: (executor) => this.#ready(executor),
      interrupted: (executor) => this.#interrupted(executor),
      terminated: (executor) => this.#terminated(executor),
    });
    const { pluginVersion, pluginBuild } = this.#settings;
    this.#log.write(() => say.pluginInitialized(this.#who, pluginVersion, pluginBuild));
    for (const executor of this.#fleet.executors) {
      if (executor.terminatedAt === undefined) this.#adopt(executor);
    }
    this.#decideSoon();
  }

  /** True when a job may be asked for; the reservation then waits for `acquire`. */
  reserve(): boolean {
    const free = canReserve(this.#slots.capacity, this.#demand, this.#settings);
    if (free) this.#demand.reserved += 1;
    return free;
  }

  unreserve(): void {
    this.#demand.reserved -= 1;
  }

  /** Turns a reservation into an executor, at once or when one is ready. */
  acquire(acquisition: Acquisition): void {
    this.#demand.reserved -= 1;
    this.#demand.pending += 1;
    this.#waiting.push(acquisition);
    this.#assign();
    this.#decideSoon();
  }

  /** The executor's job is over, and with it the executor. */
  release(executor: Executor): void {
    const slot = this.#slots.get(executor.id);
    if (slot?.state !== 'acquired') return;
    slot.onLost = undefined;
    this.#slots.move(slot, 'used');
    this.#decideSoon();
  }

  /** Takes back a job that still waits. */
  cancel(acquisition: Acquisition): void {
    const index = this.#waiting.indexOf(acquisition);
    if (index < 0) return;
    this.#waiting.splice(index, 1);
    this.#demand.pending -= 1;
    this.#decideSoon();
  }

  /** The orderly end: used executors go, and with `delete_instances_on_shutdown` every other one. */
  shutdown(): void {
    const going = this.#settings.deleteOnShutdown
      ? this.#slots.all().filter(({ state }) => state !== 'removing' && state !== 'lost')
      : this.#slots.used;
    this.#remove(going);
    this.abandon();
  }

  /** The process is gone: it hears and decides nothing more. */
  abandon(): void {
    this.#unlisten?.();
    this.#unlisten = undefined;
  }

  #decideSoon(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    const pace = this.#settings.scaleIntervalMs;
    const wait = pace === 0 ? 0 : pace - ((this.#engine.now - this.#startedAt) % pace);
    this.#after(wait, () => {
      this.#isDue = false;
      this.#decide();
    });
  }

  #decide(): void {
    const { capacity } = this.#slots;
    const change = requiredChange(capacity, this.#demand, this.#settings);
    this.#logChange(change);
    this.#remove(this.#slots.used);
    if (change > 0) this.#increase(change);
    if (change < 0) this.#removeIdle(-change);
  }

  #logChange(change: number): void {
    if (!this.#log.isRead) return;
    const info = capacityInfo(this.#slots.capacity, this.#demand, this.#settings);
    if (`${change} ${info}` === this.#lastLogged) return;
    this.#lastLogged = `${change} ${info}`;
    this.#log.write(() => say.scalingChange(this.#who, change, info));
  }

  #increase(amount: number): void {
    const group = this.#settings.executorGroup;
    this.#slots.capacity.requested += amount;
    this.#log.write(() => say.increasing(this.#who, group, amount));
    this.#fleet.launch(amount);
    this.#log.write(() => say.increasingResponse(this.#who, group, amount));
    this.#log.write(() => say.increaseUpdate(this.#who, group, this.#slots.capacity.requested));
    this.#decideSoon();
  }

  #removeIdle(most: number): void {
    const oldEnough = this.#engine.now - this.#settings.idleMs;
    this.#remove([...this.#slots.idle].filter(({ idleSince }) => idleSince <= oldEnough).slice(0, most));
  }

  #remove(slots: readonly Slot[]): void {
    if (slots.length === 0) return;
    const ids = slots.map(({ executor }) => executor.id);
    this.#log.write(() => say.decreasing(this.#who, this.#settings.executorGroup, ids));
    for (const slot of slots) {
      this.#slots.move(slot, 'removing');
      this.#fleet.remove(slot.executor.id);
    }
    this.#decideSoon();
  }

  #adopt(executor: Executor): void {
    const state = executor.runningAt === undefined ? 'creating' : 'running';
    const slot = this.#slots.add(executor, 'removing');
    if (executor.terminatingAt !== undefined) return;
    const { id } = executor;
    const group = this.#settings.executorGroup;
    this.#log.write(() => say.instanceDiscovery(this.#who, group, id, { cause: 'preexisted', state }));
    this.#log.write(() => say.leftoverFound(this.#who, id));
    this.#remove([slot]);
  }

  #launched(executor: Executor): void {
    if (this.#slots.capacity.requested === 0) {
      // An earlier manager asked for it, just before it died.
      this.#adopt(executor);
      return;
    }
    this.#slots.capacity.requested -= 1;
    this.#slots.add(executor, 'booting');
    this.#after(this.#random.uniform() * this.#settings.discoveryMs, () => {
      const { id } = executor;
      const group = this.#settings.executorGroup;
      const seen = {
        cause: 'requested',
        state: executor.runningAt === undefined ? 'creating' : 'running',
      } as const;
      this.#log.write(() => say.instanceDiscovery(this.#who, group, id, seen));
    });
  }

  #ready(executor: Executor): void {
    const slot = this.#slots.get(executor.id);
    if (slot?.state !== 'booting') return;
    this.#log.write(() => say.instanceReady(this.#who, executor.id, this.#engine.now - executor.launchedAt));
    this.#slots.move(slot, 'idle');
    slot.idleSince = this.#engine.now;
    slot.expiry = this.#after(this.#settings.idleMs, () => this.#decideSoon());
    this.#assign();
    this.#decideSoon();
  }

  #interrupted(executor: Executor): void {
    const slot = this.#slots.get(executor.id);
    if (slot === undefined || slot.state === 'removing') return;
    const { onLost } = slot;
    this.#slots.move(slot, 'lost');
    const { requested, booting, removing } = this.#slots.capacity;
    const isExpecting = requested + booting + removing > 0;
    const interval = isExpecting ? this.#settings.discoveryMs : this.#settings.updateIntervalMs;
    this.#after(this.#random.uniform() * interval, () => this.#miss(slot));
    onLost?.();
  }

  #miss(slot: Slot): void {
    this.#log.write(() => say.instanceLost(this.#who, slot.executor));
    if (slot.executor.terminatedAt === undefined) this.#slots.move(slot, 'removing');
    else this.#slots.delete(slot);
    this.#decideSoon();
  }

  #terminated(executor: Executor): void {
    const slot = this.#slots.get(executor.id);
    if (slot === undefined || slot.state === 'lost') return;
    this.#slots.delete(slot);
    this.#decideSoon();
  }

  #assign(): void {
    for (const slot of this.#slots.idle) {
      const acquisition = this.#waiting.shift();
      if (acquisition === undefined) return;
      this.#demand.pending -= 1;
      this.#slots.move(slot, 'acquired');
      slot.onLost = () => acquisition.onLost();
      acquisition.onAcquired(slot.executor);
    }
  }

  #after(delay: number, run: () => void) {
    return this.#engine.schedule(this.#engine.now + Math.round(delay), () => {
      if (this.#unlisten !== undefined) run();
    });
  }
}
