import type { RunnerLine } from '../runner/runner-line.ts';
import { type Subject, subjectOf } from './subject.ts';

/** Jobs that are remembered at most; the oldest go first. */
const mostJobs = 5000;

/**
 * What belongs together though no single line says so: a job and its executor (only the line on which they meet
 * names both), a job and its project. Known from the lines seen so far.
 */
export class Kinship {
  readonly #executorOf = new Map<number, string>();
  readonly #jobsOn = new Map<string, number>();
  readonly #projectOf = new Map<number, Pick<Subject, 'project' | 'projectPath'>>();

  /** What the line is about, with what earlier lines tell of it. */
  complete(line: RunnerLine): Subject {
    const own = subjectOf(line);
    const job = own.job ?? this.#jobsOn.get(own.executor ?? '');
    if (job === undefined) return own;
    if (own.job !== undefined && own.executor !== undefined) this.#meet(own.job, own.executor);
    const known = this.#projectOf.get(job);
    const project = own.project ?? known?.project;
    const projectPath = own.projectPath ?? known?.projectPath;
    if (project !== undefined || projectPath !== undefined)
      keep(this.#projectOf, job, { project, projectPath });
    return { ...own, job, project, projectPath, executor: own.executor ?? this.#executorOf.get(job) };
  }

  #meet(job: number, executor: string): void {
    keep(this.#executorOf, job, executor);
    keep(this.#jobsOn, executor, job);
  }
}

function keep<K, V>(map: Map<K, V>, key: K, value: V): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= mostJobs) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    return;
  }
}
