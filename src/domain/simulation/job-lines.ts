import type { BuildResult, OpenBuild } from './build.ts';
import type { Executor } from './executor.ts';
import * as say from './job-log.ts';
import type { Job } from './jobs.ts';
import type { RunnerFields } from './log-record.ts';
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

  constructor(log: Logbook, settings: ManagerSettings, seed: string) {
    this.#log = log;
    this.#settings = settings;
    this.#who = { runner: settings.shortToken, runner_name: settings.runnerName };
    this.#random = random(seed, 'lines');
  }

  /** A container's id, as it stands in Docker's errors. */
  containerId(): string {
    return this.#random.text(64, HEX);
  }

  received(job: Job): void {
    const start = (): say.Output => ({ bytesize: 0, checksum: '', correlation_id: this.#correlationId() });
    this.#log.write(() => say.jobReceived(this.#who, job, this.#repoUrl(job), this.#correlationId()));
    this.#log.write(() => say.updatingJob(this.#who, job, start()));
    this.#log.write(() => say.submittedJob(this.#who, job, start()));
  }

  added(load: Load, taken: TakenJob): void {
    this.#log.write(() => say.jobAdded(this.#who, load, taken, this.#repoUrl(taken.job)));
    this.#log.write(() => say.preparingInstance(this.#who, taken.job));
  }

  dialing(job: Job, executor: Executor): void {
    const instance = { id: executor.id, address: this.#settings.addressOf(executor) };
    this.#log.write(() => say.dialingInstance(this.#who, job, instance));
  }

  ended(load: Load, { taken, receivedAt, endedAt = receivedAt }: OpenBuild, result: BuildResult): void {
    const { job } = taken;
    const seconds = (endedAt - receivedAt) / 1000;
    this.#log.write(() =>
      result.kind === 'success'
        ? say.jobSucceeded(this.#who, job, seconds, this.#settings.hostName)
        : say.jobFailed(this.#who, job, seconds, result.error),
    );
    this.#log.write(() => say.appendedTrace(this.#who, job, this.#correlationId()));
    this.#log.write(() => say.updatingJob(this.#who, job, this.#output(job)));
    this.#log.write(() => say.submittedJob(this.#who, job, this.#output(job)));
    this.#log.write(() => say.jobRemoved(this.#who, load, taken, this.#repoUrl(job)));
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
