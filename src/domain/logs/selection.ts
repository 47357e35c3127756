import { type LogLine, parseLogLine } from '../runner/log-line.ts';
import { Context } from './context.ts';
import { Kinship } from './kinship.ts';
import { isAtLeast, type Level } from './level.ts';
import type { LogEvent } from './log-event.ts';
import { isNoise } from './noise.ts';
import type { Matcher, Shown } from './shown.ts';
import type { Subject } from './subject.ts';

/** What is wanted. Everything left out wants everything. */
export interface Wanted {
  level?: Level | undefined;
  job?: number | undefined;
  /** Id or name, or its beginning. */
  executor?: string | undefined;
  /** Numeric id, full path, or a group above it. */
  project?: string | undefined;
  /** Routine lines too. */
  noise: boolean;
  matches?: Matcher | undefined;
  /** Lines around each match. */
  context: number;
}

/** Chooses the lines to show, in order. It remembers, so one serves one log. */
export class Selection {
  readonly #wanted: Wanted;
  readonly #reads: boolean;
  readonly #kinship = new Kinship();
  readonly #context: Context;
  /** Routine lines left out so far. */
  hidden = 0;

  constructor(wanted: Wanted) {
    this.#wanted = wanted;
    const { level, job, executor, project, noise } = wanted;
    this.#reads = !noise || [level, job, executor, project].some((one) => one !== undefined);
    this.#context = new Context(wanted.context);
  }

  /** What to show of these events, which follow what was taken before. */
  take(events: readonly LogEvent[]): Shown[] {
    const eligible = this.#reads
      ? events.flatMap((event) => this.#read(event))
      : events.map((event) => ({ event }));
    const { matches } = this.#wanted;
    if (matches === undefined) return eligible;
    return this.#context.take(eligible, matches(eligible));
  }

  #read(event: LogEvent): Shown[] {
    const line = parseLogLine(event.message);
    if (!this.#isWanted(line)) return [];
    if (this.#wanted.noise || !isNoise(line)) return [{ event, line }];
    this.hidden += 1;
    return [];
  }

  #isWanted(line: LogLine): boolean {
    const { level, job, executor, project } = this.#wanted;
    const isAbout = job !== undefined || executor !== undefined || project !== undefined;
    if (line.kind === 'other') return !isAbout;
    // Also when the level is not wanted: a later line may need what this one tells.
    const subject = isAbout ? this.#kinship.complete(line) : undefined;
    if (level !== undefined && !isAtLeast(line.level, level)) return false;
    return (
      subject === undefined ||
      ((job === undefined || subject.job === job) &&
        (executor === undefined || isOn(subject, executor)) &&
        (project === undefined || isOf(subject, project)))
    );
  }
}

const isOn = ({ executor = '', executors = [] }: Subject, wanted: string): boolean =>
  executor.startsWith(wanted) || executors.some((one) => one.startsWith(wanted));

const isOf = ({ project, projectPath = '' }: Subject, wanted: string): boolean =>
  String(project) === wanted || projectPath === wanted || projectPath.startsWith(`${wanted}/`);
