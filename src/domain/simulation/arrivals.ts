import type { Engine } from './engine.ts';
import type { Job } from './jobs.ts';
import type { JobQueue } from './queue.ts';

/** Puts each job (ordered by `arrivesAt`: a workload or a recorded trace) into the queue when its time comes. */
export function feed(engine: Engine, queue: JobQueue, jobs: Iterable<Job>): void {
  const iterator = jobs[Symbol.iterator]();
  const scheduleNext = (): void => {
    const result = iterator.next();
    if (result.done) return;
    const job = result.value;
    engine.schedule(job.arrivesAt, () => {
      queue.add(job);
      scheduleNext();
    });
  };
  scheduleNext();
}
