import { type BootTimes, dockerImageBoot } from './boot.ts';
import type { Engine, Scheduled } from './engine.ts';
import type { Executor } from './executor.ts';
import { type Random, random } from './random.ts';

/** What a manager hears of its group. */
export interface FleetListener {
  launched(executor: Executor): void;
  running?(executor: Executor): void;
  /** SSH and Docker answer. */
  ready(executor: Executor): void;
  /** Someone else than the manager ended it: a spot interruption, a zone rebalance, a person. */
  interrupted(executor: Executor): void;
  stopped?(executor: Executor): void;
  terminated(executor: Executor): void;
}

/** What a group is made of. */
export interface FleetOptions {
  engine: Engine;
  seed: string | number;
  boot?: BootTimes;
  /** How many subnets the group spans. */
  zones?: number;
  /** Makes ids that are not EC2's. */
  idOf?: (draw: Random) => string;
}

/** EC2 goes on showing a terminated instance for about an hour. */
const FORGET_MS = 3_600_000;

const instanceId = (draw: Random): string => `i-0${draw.text(16, '0123456789abcdef')}`;

/** EC2 instances that belong together: those of an Auto Scaling group, or of one manager. */
export class Fleet {
  readonly #engine: Engine;
  readonly #seed: string | number;
  readonly #boot: BootTimes;
  readonly #zones: number;
  readonly #idOf: (draw: Random) => string;
  readonly #executors = new Map<string, Executor>();
  readonly #boots = new Map<Executor, Scheduled>();
  readonly #listeners = new Set<FleetListener>();
  #count = 0;
  #launching = 0;

  constructor(options: FleetOptions) {
    this.#engine = options.engine;
    this.#seed = options.seed;
    this.#boot = options.boot ?? dockerImageBoot;
    this.#zones = options.zones ?? 1;
    this.#idOf = options.idOf ?? instanceId;
  }

  /** Oldest first; terminated ones for another hour. */
  get executors(): readonly Executor[] {
    return [...this.#executors.values()];
  }

  get(id: string): Executor | undefined {
    return this.#executors.get(id);
  }

  /** The group's desired capacity: what is there or on its way, and not ending. */
  get desired(): number {
    let live = this.#launching;
    for (const executor of this.#executors.values()) if (executor.terminatingAt === undefined) live += 1;
    return live;
  }

  /** Hears of every executor until the returned function is called. */
  listen(listener: FleetListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Raises the desired capacity. */
  launch(count: number): void {
    for (let index = 0; index < count; index += 1) this.#order();
  }

  /** Launches one that has a name of its own. */
  create(name: string): void {
    this.#order(name);
  }

  /** Stops an executor; it stays until it is ended. */
  stop(id: string): void {
    const executor = this.#executors.get(id);
    if (!executor || executor.terminatingAt !== undefined || executor.stoppingAt !== undefined) return;
    executor.stoppingAt = this.#engine.now;
    this.#boots.get(executor)?.cancel();
    const time = this.#boot.stop?.(random(this.#seed, 'stop', executor.id)) ?? 0;
    this.#boots.set(
      executor,
      this.#after(time, () => {
        executor.stoppedAt = this.#engine.now;
        this.#tell((listener) => listener.stopped?.(executor));
      }),
    );
  }

  /** Ends an executor by the manager's wish (the group's desired capacity goes down with it). */
  remove(id: string): void {
    const executor = this.#executors.get(id);
    if (executor !== undefined) this.#terminate(executor);
  }

  /** Ends an executor behind the manager's back. */
  terminate(id: string): void {
    const executor = this.#executors.get(id);
    if (executor === undefined || !this.#terminate(executor)) return;
    this.#tell((listener) => listener.interrupted(executor));
  }

  #order(name?: string): void {
    const number = this.#count;
    this.#count += 1;
    this.#launching += 1;
    const draw = random(this.#seed, 'executor', number);
    this.#after(this.#boot.launch(draw), () => this.#launch(number, draw, name));
  }

  #launch(number: number, draw: Random, name: string | undefined): void {
    const executor: Executor = {
      id: this.#idOf(draw),
      ...(name !== undefined && { name }),
      launchedAt: this.#engine.now,
      zone: number % this.#zones,
      // 37 and 4000 share no factor, so no two of 4000 executors in a row have the same host number.
      privateAddress: 16 + ((number * 37) % 4_000),
      jobIds: [],
    };
    this.#launching -= 1;
    this.#executors.set(executor.id, executor);
    const pending = this.#boot.pending(draw);
    this.#boots.set(
      executor,
      this.#after(pending, () => {
        executor.runningAt = this.#engine.now;
        this.#boots.set(
          executor,
          this.#after(this.#boot.ready(draw), () => this.#ready(executor)),
        );
        this.#tell((listener) => listener.running?.(executor));
      }),
    );
    this.#tell((listener) => listener.launched(executor));
  }

  #ready(executor: Executor): void {
    executor.readyAt = this.#engine.now;
    this.#boots.delete(executor);
    this.#tell((listener) => listener.ready(executor));
  }

  #terminate(executor: Executor): boolean {
    if (executor.terminatingAt !== undefined) return false;
    executor.terminatingAt = this.#engine.now;
    this.#boots.get(executor)?.cancel();
    this.#boots.delete(executor);
    this.#after(this.#boot.removal(random(this.#seed, 'removal', executor.id)), () => {
      executor.terminatedAt = this.#engine.now;
      this.#tell((listener) => listener.terminated(executor));
      this.#after(FORGET_MS, () => this.#executors.delete(executor.id));
    });
    return true;
  }

  #after(delay: number, run: () => void): Scheduled {
    return this.#engine.schedule(this.#engine.now + Math.round(delay), run);
  }

  #tell(say: (listener: FleetListener) => void): void {
    for (const listener of [...this.#listeners]) say(listener);
  }
}
