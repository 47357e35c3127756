import { canReserve, capacityInfo, type Demand, requiredChange, type ScalingPolicy } from './capacity.ts';
import type { Engine } from './engine.ts';
import type { Executor } from './executor.ts';
import type { Fleet } from './fleet.ts';
import { IdlePolicy } from './idle-policy.ts';
import type { RunnerFields } from './log-record.ts';
import type { Logbook } from './logbook.ts';
import type { Acquisition, Provider, ProviderOptions } from './provider.ts';
import { type Random, random } from './random.ts';
import * as say from './scaler-log.ts';
import type { ManagerSettings } from './settings.ts';
import { type Slot, Slots } from './slots.ts';

/** GitLab's taskscaler: decides how many executors there are and which job gets which (one job each, then removed). */
export class Scaler implements Provider {
  readonly #engine: Engine;
  readonly #fleet: Fleet;
  readonly #settings: ManagerSettings;
  readonly #log: Logbook;
  readonly #who: RunnerFields;
  readonly #random: Random;
  readonly #idle: IdlePolicy;
  readonly #slots = new Slots();
  readonly #waiting: Acquisition[] = [];
  readonly #demand: Demand = { pending: 0, reserved: 0 };
  #startedAt = 0;
  #isDue = false;
  #lastLogged = '';
  #unlisten: (() => void) | undefined;
  #unwatch: (() => void) | undefined;

  constructor({ engine, fleet, settings, seed, log }: ProviderOptions) {
    this.#engine = engine;
    this.#fleet = fleet;
    this.#settings = settings;
    this.#log = log;
    this.#who = { runner: settings.shortToken, runner_name: settings.runnerName };
    this.#random = random(seed, 'scaler');
    this.#idle = new IdlePolicy({ count: settings.idleCount, ms: settings.idleMs }, settings.idlePeriods);
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
    this.#unwatch = this.#idle.watch(this.#engine, () => {
      for (const slot of this.#slots.idle) this.#expire(slot);
      this.#decideSoon();
    });
  }

  reserve(): boolean {
    const free = canReserve(this.#slots.capacity, this.#demand, this.#policy());
    if (free) this.#demand.reserved += 1;
    return free;
  }

  unreserve(): void {
    this.#demand.reserved -= 1;
  }

  acquire(acquisition: Acquisition): void {
    this.#demand.reserved -= 1;
    this.#demand.pending += 1;
    this.#waiting.push(acquisition);
    this.#assign();
    this.#decideSoon();
  }

  release(executor: Executor): void {
    const slot = this.#slots.get(executor.id);
    if (slot?.state !== 'acquired') return;
    slot.onLost = undefined;
    this.#slots.move(slot, 'used');
    this.#decideSoon();
  }

  cancel(acquisition: Acquisition): void {
    const index = this.#waiting.indexOf(acquisition);
    if (index < 0) return;
    this.#waiting.splice(index, 1);
    this.#demand.pending -= 1;
    this.#decideSoon();
  }

  /** The orderly end: used executors go, and with `delete_instances_on_shutdown` every other one. */
  shutdown(done: () => void): void {
    const going = this.#settings.deleteOnShutdown
      ? this.#slots.all().filter(({ state }) => state !== 'removing' && state !== 'lost')
      : this.#slots.used;
    this.#remove(going);
    this.abandon();
    done();
  }

  abandon(): void {
    this.#unwatch?.();
    this.#unlisten?.();
    this.#unlisten = undefined;
  }

  #policy(): ScalingPolicy {
    const { count: idleCount } = this.#idle.at(this.#engine.now);
    return { idleCount, maxInstances: this.#settings.maxInstances };
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
    const change = requiredChange(capacity, this.#demand, this.#policy());
    this.#logChange(change);
    this.#remove(this.#slots.used);
    if (change > 0) this.#increase(change);
    if (change < 0) this.#removeIdle(-change);
  }

  #logChange(change: number): void {
    if (!this.#log.isRead) return;
    const info = capacityInfo(this.#slots.capacity, this.#demand, this.#policy());
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
    const oldEnough = this.#engine.now - this.#idle.at(this.#engine.now).ms;
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
    this.#expire(slot);
    this.#assign();
    this.#decideSoon();
  }

  /** Looks again when an idle slot has waited long enough. */
  #expire(slot: Slot): void {
    slot.expiry?.cancel();
    const until = slot.idleSince + this.#idle.at(this.#engine.now).ms;
    slot.expiry = this.#after(Math.max(0, until - this.#engine.now), () => this.#decideSoon());
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
