import type { BuildResult, OpenBuild } from './build.ts';
import type { Executor } from './executor.ts';
import { type ExecutorWords, executorWords } from './executor-words.ts';
import * as say from './job-log.ts';
import type { Job } from './jobs.ts';
import type { LogMessage, RunnerFields } from './log-record.ts';
import type { Logbook } from './logbook.ts';
import type { Load } from './manager-log.ts';
import type { TakenJob } from './queue.ts';
import { type Random, random } from './random.ts';
import type { ManagerSettings } from './settings.ts';

const HEX = '0123456789abcdef';
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Writes what the manager says of its jobs, in its order. */
export class JobLines {
  readonly #log: Logbook;
  readonly #settings: ManagerSettings;
  readonly #who: RunnerFields;
  readonly #random: Random;
  readonly #words: ExecutorWords;
  readonly #now: () => number;

  constructor(log: Logbook, settings: ManagerSettings, seed: string, now: () => number) {
    this.#log = log;
    this.#settings = settings;
    this.#who = { runner: settings.shortToken, runner_name: settings.runnerName };
    this.#random = random(seed, 'lines');
    this.#words = executorWords(this.#who, settings);
    this.#now = now;
  }

  /** The error of a job whose executor vanished. */
  lost(executor: Executor | undefined): string {
    return this.#words.lost(executor, this.#random.text(64, HEX));
  }

  received(job: Job): void {
    const start = (): say.Output => ({ bytesize: 0, checksum: '', correlation_id: this.#correlationId() });
    this.#log.write(() => say.jobReceived(this.#who, job, this.#repoUrl(job), this.#correlationId()));
    this.#log.write(() => say.updatingJob(this.#who, job, start()));
    this.#log.write(() => say.submittedJob(this.#who, job, start()));
  }

  added(load: Load, taken: TakenJob): void {
    this.#log.write(() => say.jobAdded(this.#who, load, taken, this.#repoUrl(taken.job)));
    this.#write(() => this.#words.waiting(taken.job));
  }

  begun(job: Job, executor: Executor): void {
    this.#write(() => this.#words.begun(job, executor, this.#now()));
  }

  /** The script is over, and its executor is free. */
  over(build: OpenBuild, result: BuildResult): void {
    this.#write(() => this.#words.over(build, result, this.#now()));
  }

  ended(load: Load, build: OpenBuild, result: BuildResult): void {
    const { taken, receivedAt, executor, endedAt = receivedAt } = build;
    const { job } = taken;
    const seconds = (endedAt - receivedAt) / 1000;
    this.#log.write(() =>
      result.kind === 'success'
        ? say.jobSucceeded(this.#who, job, seconds, this.#words.hostName(executor))
        : say.jobFailed(this.#who, job, seconds, result.error),
    );
    this.#log.write(() => say.appendedTrace(this.#who, job, this.#correlationId()));
    this.#log.write(() => say.updatingJob(this.#who, job, this.#output(job)));
    this.#log.write(() => say.submittedJob(this.#who, job, this.#output(job)));
    this.#log.write(() => say.jobRemoved(this.#who, load, taken, this.#repoUrl(job)));
  }

  #write(make: () => LogMessage[]): void {
    if (this.#log.isRead) for (const message of make()) this.#log.write(() => message);
  }

  #output(job: Job): say.Output {
    const checksum = `crc32:${random('trace', job.id).text(8, HEX)}`;
    return { bytesize: job.traceBytes, checksum, correlation_id: this.#correlationId() };
  }

  #correlationId(): string {
    return `01${this.#random.text(24, CROCKFORD)}`;
  }

  #repoUrl(job: Job): string {
    return `${this.#settings.gitlabUrl}/${job.projectFullPath}.git`;
  }
}
