import { DockerMachine } from './docker-machine.ts';
import type { Engine } from './engine.ts';
import type { Executor } from './executor.ts';
import type { Fleet } from './fleet.ts';
import { IdlePolicy } from './idle-policy.ts';
import type { Logbook } from './logbook.ts';
import { drainMachines } from './machine-drain.ts';
import {
  canCreate,
  type MachineCounts,
  type MachineLimits,
  noMachines,
  removalReason,
} from './machine-limits.ts';
import * as say from './machine-log.ts';
import { type Machine, MachinePool, settle } from './machine-pool.ts';
import type { Acquisition, Provider, ProviderOptions } from './provider.ts';
import { type Random, random } from './random.ts';
import type { ManagerSettings } from './settings.ts';

/** gitlab-runner's docker+machine: creates a machine for each job, or ahead of it, and removes it afterwards (MaxBuilds = 1). */
export class Machines implements Provider {
  readonly #engine: Engine;
  readonly #fleet: Fleet;
  readonly #settings: ManagerSettings;
  readonly #log: Logbook;
  readonly #random: Random;
  readonly #idle: IdlePolicy;
  readonly #pool = new MachinePool();
  /** Oldest first; `undefined` is a machine that will be created in the job's context. */
  readonly #reserved: (Machine | undefined)[] = [];
  readonly #waiting: Acquisition[] = [];
  #docker: DockerMachine | undefined;
  #unlisten: (() => void) | undefined;

  constructor({ engine, fleet, settings, seed, log }: ProviderOptions) {
    this.#engine = engine;
    this.#fleet = fleet;
    this.#settings = settings;
    this.#log = log;
    this.#random = random(seed, 'machines');
    this.#idle = new IdlePolicy({ count: settings.idleCount, ms: settings.idleMs }, settings.idlePeriods);
  }

  start(): void {
    this.#docker = new DockerMachine(this.#engine, this.#fleet, this.#log);
    this.#unlisten = this.#fleet.listen({
      launched: () => undefined,
      ready: () => undefined,
      interrupted: (executor) => this.#interrupted(executor),
      terminated: () => undefined,
    });
  }

  /** Lets idle machines go whose time has come, and fills the pool (provider.go updateMachines, createMachines). */
  update(): void {
    const limits = this.#limits();
    const counts = noMachines();
    for (const machine of this.#pool.all) {
      const idleFor = this.#engine.now - machine.usedAt;
      const reason = machine.state === 'idle' ? removalReason(counts, limits, idleFor) : undefined;
      if (reason !== undefined) this.#remove(machine, reason);
      counts[machine.state] += 1;
    }
    while (canCreate(this.#counts(), limits, 'idle')) this.#create();
  }

  reserve(): boolean {
    this.update();
    const machine = this.#pool.newestIdle();
    if (machine === undefined && !this.#canCreateForJob()) return false;
    if (machine !== undefined) this.#pool.move(machine, 'acquired');
    this.#reserved.push(machine);
    return true;
  }

  unreserve(): void {
    const machine = this.#reserved.pop();
    if (machine?.state === 'acquired') this.#pool.move(machine, 'idle');
  }

  acquire(acquisition: Acquisition): void {
    const machine = this.#reserved.shift();
    const isThere = machine?.executor?.terminatingAt === undefined;
    if (machine?.state === 'acquired' && isThere) {
      this.#use(machine, acquisition);
      return;
    }
    if (machine?.state === 'acquired') this.#remove(machine, 'machine is unavailable');
    this.#waiting.push(acquisition);
    this.#create();
  }

  release(executor: Executor): void {
    const machine = this.#pool.of(executor);
    if (machine?.state !== 'used') return;
    machine.usedAt = this.#engine.now;
    machine.onLost = undefined;
    this.#remove(machine, 'Too many builds');
  }

  cancel(acquisition: Acquisition): void {
    const index = this.#waiting.indexOf(acquisition);
    if (index >= 0) this.#waiting.splice(index, 1);
  }

  shutdown(done: () => void): void {
    this.#log.write(() => say.drain('machinesShutDown'));
    const docker = this.#docker;
    if (docker === undefined || !this.#settings.drainsMachines) {
      this.#log.write(() => say.drain('machineDrainOff'));
      this.abandon();
      done();
      return;
    }
    this.#log.write(() => say.drain('machineDrainStarted'));
    drainMachines(this.#pool, docker, this.#log, () => {
      this.abandon();
      done();
    });
  }

  abandon(): void {
    this.#docker?.abandon();
    this.#unlisten?.();
    this.#unlisten = undefined;
  }

  #limits(): MachineLimits {
    const { maxInstances: limit, maxGrowthRate } = this.#settings;
    const { count: idleCount, ms: idleMs } = this.#idle.at(this.#engine.now);
    return { limit, maxGrowthRate, idleCount, idleMs };
  }

  /** With those that are promised to jobs on their way. */
  #counts(): MachineCounts {
    const promised = this.#reserved.filter((machine) => machine === undefined).length;
    return { ...this.#pool.counts, creating: this.#pool.counts.creating + promised };
  }

  #canCreateForJob(): boolean {
    const limits = this.#limits();
    return limits.idleCount === 0 && canCreate(this.#counts(), limits, 'job');
  }

  #create(): void {
    const startedAt = this.#engine.now;
    const unique = `${Math.floor(startedAt / 1000)}-${this.#random.text(8, '0123456789abcdef')}`;
    const prefix = `runner-${this.#settings.shortToken.toLowerCase().replace(/[^a-z0-9-]/g, '')}-`;
    const machine = this.#pool.add(prefix + this.#settings.machineName.replace('%s', unique), startedAt);
    this.#docker?.create(machine.name, (executor) => {
      const took = this.#engine.now - startedAt;
      if (executor === undefined) this.#failed(machine, took);
      else this.#created(machine, executor, took);
      settle(machine);
    });
  }

  #created(machine: Machine, executor: Executor, took: number): void {
    machine.executor = executor;
    machine.usedAt = this.#engine.now;
    this.#pool.move(machine, 'idle');
    this.#log.write(() => say.machineCreated(machine.name, took, this.#engine.now));
    const acquisition = this.#waiting.shift();
    if (acquisition !== undefined) this.#use(machine, acquisition);
  }

  /** A job that waits for it tries again with another one. */
  #failed(machine: Machine, took: number): void {
    this.#log.write(() => say.machineFailed(machine.name, took));
    this.#remove(machine, 'Failed to create');
    if (this.#waiting.length > this.#pool.counts.creating) this.#create();
  }

  #use(machine: Machine, acquisition: Acquisition): void {
    const { executor } = machine;
    if (executor === undefined) return;
    this.#pool.move(machine, 'used');
    machine.usedAt = this.#engine.now;
    machine.usedCount += 1;
    machine.onLost = () => acquisition.onLost();
    acquisition.onAcquired(executor);
  }

  #interrupted(executor: Executor): void {
    const machine = this.#pool.of(executor);
    if (machine?.state === 'used') machine.onLost?.();
    else if (machine?.state === 'idle') this.#remove(machine, 'machine is unavailable');
  }

  #remove(machine: Machine, reason: string): void {
    machine.reason = reason;
    this.#pool.move(machine, 'removing');
    this.#log.write(() => say.removalRequested(machine, this.#engine.now));
    machine.usedAt = this.#engine.now;
    const { executor } = machine;
    const docker = this.#docker;
    if (executor === undefined || docker === undefined) {
      this.#removed(machine);
      return;
    }
    const step = (name: Parameters<typeof say.removalStep>[2]): void =>
      this.#log.write(() => say.removalStep(machine, this.#engine.now, name));
    step('machineStopping');
    docker.stop(executor, (hasFailed) => {
      if (hasFailed) step('machineStopFailed');
      step('machineRemoving');
      docker.remove(executor, 'remove', () => this.#removed(machine));
    });
  }

  #removed(machine: Machine): void {
    this.#pool.delete(machine);
    this.#log.write(() => say.machineRemoved(machine, this.#engine.now));
    settle(machine);
  }
}
