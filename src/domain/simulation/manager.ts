import {
  type Build,
  type BuildResult,
  interruptedResult,
  jobResult,
  lostExecutorResult,
  type OpenBuild,
  scriptResult,
} from './build.ts';
import type { Engine } from './engine.ts';
import type { Executor } from './executor.ts';
import type { Fleet } from './fleet.ts';
import { JobLines } from './job-lines.ts';
import type { LogRecord } from './log-record.ts';
import { Logbook } from './logbook.ts';
import { makeProvider } from './make-provider.ts';
import * as say from './manager-log.ts';
import type { Provider } from './provider.ts';
import type { JobQueue, TakenJob } from './queue.ts';
import { type ManagerSettings, managerSettings } from './settings.ts';

/** What a manager works with; the same seed gives the same log. */
export interface ManagerOptions {
  engine: Engine;
  queue: JobQueue;
  fleet: Fleet;
  settings?: Partial<ManagerSettings>;
  /** `r_` or `s_` and twelve characters; GitLab tells managers of one runner apart by it. */
  systemId: string;
  seed: string | number;
  /** Hears every log line; without it none is made. */
  log?: (record: LogRecord) => void;
  /** Hears of every build that ended. */
  ended?: (build: Build) => void;
}

/** The gitlab-runner process: asks GitLab for jobs, hands them to executors, and stops as its signals say. */
export class Manager {
  readonly settings: ManagerSettings;
  readonly systemId: string;
  readonly #engine: Engine;
  readonly #queue: JobQueue;
  readonly #provider: Provider;
  readonly #log: Logbook;
  readonly #lines: JobLines;
  readonly #ended: ((build: Build) => void) | undefined;
  readonly #builds = new Map<number, OpenBuild>();
  #state: 'new' | 'running' | 'draining' | 'stopped' = 'new';
  /** Workers with a job or a request under way; there are `concurrency` of them. */
  #busyWorkers = 0;
  #feederWaits = false;
  #isForced = false;
  #isLeaving = false;
  #onEmpty: (() => void) | undefined;

  constructor(options: ManagerOptions) {
    const { engine, fleet, seed, systemId } = options;
    this.settings = managerSettings(options.settings ?? {});
    this.systemId = systemId;
    this.#engine = engine;
    this.#queue = options.queue;
    this.#log = new Logbook(engine, options.log);
    this.#lines = new JobLines(this.#log, this.settings, `${seed}/${systemId}`, () => engine.now);
    this.#provider = makeProvider({
      engine,
      fleet,
      settings: this.settings,
      seed: `${seed}/${systemId}`,
      log: this.#log,
    });
    this.#ended = options.ended;
  }

  get state(): 'new' | 'running' | 'draining' | 'stopped' {
    return this.#state;
  }

  /** How many jobs it has; the `builds` of its log. */
  get builds(): number {
    return this.#builds.size;
  }

  /** What it has in hand, by job id. */
  get running(): ReadonlyMap<number, Build> {
    return this.#builds;
  }

  /** Starts the process; the first job is asked for `startupMs` later. */
  start(): void {
    this.#state = 'running';
    const { settings, systemId } = this;
    const { architecture: arch, version, revision, configPath } = settings;
    const load = this.#load();
    this.#log.write(() => say.runtimePlatform({ arch, os: 'linux', pid: 7, revision, version }));
    this.#log.write(() => say.starting(configPath));
    this.#log.write(say.systemMode);
    this.#log.write(say.blank);
    this.#log.write(() => say.systemIdCreated(systemId));
    this.#log.write(() => say.usageLoggerDisabled(load));
    this.#log.write(() => say.configurationLoaded(load));
    this.#log.write(() => say.metricsServer(load, settings.listenAddress));
    this.#log.write(() => say.sessionsDisabled(load));
    this.#log.write(() => say.initializingProviders(load));
    this.#after(settings.startupMs, () => {
      this.#provider.start();
      this.#feed();
    });
  }

  /** SIGQUIT: takes no more jobs, lets the running ones end, then exits. */
  drain(onEmpty: () => void): void {
    if (this.#state !== 'running') return;
    this.#state = 'draining';
    this.#onEmpty = onEmpty;
    this.#log.write(() => say.gracefulShutdown(this.#load()));
    this.#after(0, () => this.#exitWhenEmpty());
  }

  /**
   * SIGKILL: the process is gone without a line, its jobs go on in GitLab until they are given up, its executors
   * until the next manager finds them. SIGTERM: it fails its jobs and exits in order.
   */
  kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): void {
    if (this.#state === 'stopped' || this.#state === 'new') return;
    if (signal === 'SIGTERM') {
      this.#state = 'draining';
      this.#isForced = true;
      this.#log.write(() => say.forcefulShutdown(this.#load(), this.settings.shutdownTimeoutMs));
      for (const build of [...this.#builds.values()]) this.#end(build, interruptedResult);
      this.#after(0, () => this.#exitWhenEmpty());
      return;
    }
    this.#state = 'stopped';
    this.#provider.abandon();
    for (const [jobId, build] of this.#builds) {
      build.ending?.cancel();
      this.#queue.lose(jobId);
    }
    this.#builds.clear();
  }

  #load(): say.Load {
    return { builds: this.#builds.size, max_builds: this.settings.concurrency };
  }

  /** The feeder hands the runner to a worker every `check_interval`, and waits while all of them are busy. */
  #feed(): void {
    if (this.#state !== 'running') return;
    if (this.#busyWorkers >= this.settings.concurrency) {
      this.#feederWaits = true;
      return;
    }
    this.#provider.update?.();
    this.#request();
    this.#after(this.settings.checkIntervalMs, () => this.#feed());
  }

  #request(): void {
    if (this.#state !== 'running' || this.#busyWorkers >= this.settings.concurrency) return;
    if (this.#queue.size === 0 || !this.#provider.reserve()) return;
    const taken = this.#queue.take(this.systemId);
    if (taken === undefined) {
      this.#provider.unreserve();
      return;
    }
    this.#busyWorkers += 1;
    this.#engine.schedule(this.#engine.now + this.settings.requestMs, () => this.#receive(taken));
  }

  #receive(taken: TakenJob): void {
    if (this.#state === 'stopped') {
      this.#queue.lose(taken.job.id);
      return;
    }
    this.#lines.received(taken.job);
    const build: OpenBuild = { taken, receivedAt: this.#engine.now };
    this.#builds.set(taken.job.id, build);
    this.#lines.added(this.#load(), taken);
    const acquisition = {
      onAcquired: (executor: Executor) => this.#begin(build, executor),
      onLost: () => this.#lose(build),
    };
    build.acquisition = acquisition;
    this.#provider.acquire(acquisition);
    if (this.#isForced) this.#end(build, interruptedResult);
    // Another free worker asks at once (commands/multi.go requeueRunner).
    this.#request();
  }

  #begin(build: OpenBuild, executor: Executor): void {
    const { job } = build.taken;
    build.executor = executor;
    build.startedAt = this.#engine.now;
    executor.jobIds.push(job.id);
    this.#lines.begun(job, executor);
    build.ending = this.#after(job.durationMs, () => this.#end(build, scriptResult(job)));
  }

  #lose(build: OpenBuild): void {
    this.#end(build, lostExecutorResult(this.#lines.lost(build.executor)));
  }

  #end(build: OpenBuild, result: BuildResult): void {
    const { job } = build.taken;
    build.ending?.cancel();
    this.#lines.over(build, result);
    if (build.executor !== undefined) this.#provider.release(build.executor);
    else if (build.acquisition !== undefined) this.#provider.cancel(build.acquisition);
    build.endedAt = this.#engine.now;
    build.result = result;
    this.#builds.delete(job.id);
    this.#lines.ended(this.#load(), build, result);
    this.#queue.finish(job.id, jobResult(result));
    this.#ended?.(build);
    this.#busyWorkers -= 1;
    if (this.#feederWaits) {
      this.#feederWaits = false;
      this.#feed();
    }
    this.#exitWhenEmpty();
  }

  #exitWhenEmpty(): void {
    if (this.#state !== 'draining' || this.#busyWorkers > 0 || this.#isLeaving) return;
    this.#isLeaving = true;
    this.#log.write(() => say.workersStopped(this.#load()));
    this.#log.write(() => say.shuttingDownProviders(this.#load(), this.settings.shutdownTimeoutMs));
    this.#provider.shutdown(() => this.#exit());
  }

  #exit(): void {
    if (this.#state === 'stopped') return;
    this.#state = 'stopped';
    this.#log.write(() => say.providersShutDown(this.#load()));
    this.#log.write(() => say.canExit(this.#load()));
    this.#onEmpty?.();
  }

  #after(delay: number, run: () => void) {
    return this.#engine.schedule(this.#engine.now + delay, () => {
      if (this.#state !== 'stopped') run();
    });
  }
}
