import type { GlfrEvent } from '../domain/event.ts';
import type { Task } from '../domain/stack/service.ts';
import { taskFailure } from '../domain/stack/task-failure.ts';
import type { ServicePort } from './ports.ts';

/** Looks at the manager's service again and again, and tells only what changed. */
export class ServiceWatch {
  readonly #port: ServicePort;
  readonly #told = new Map<string, string>();
  problem: { cause: string; next: string } | undefined;
  /** Tasks whose failure was just told. */
  failedNow: Task[] = [];
  /** Those whose failure was told so far. */
  readonly failed: Task[] = [];
  /** The running task of an older deployment, while a newer one waits for it to leave. */
  draining: Task | undefined;

  constructor(port: ServicePort) {
    this.#port = port;
  }

  /** Changes of deployments and tasks since the last look. A service that is not there yet has none. */
  async *look(cluster: string, service: string): AsyncGenerator<GlfrEvent, void, void> {
    const [found, tasks] = await Promise.all([
      this.#port.describe(cluster, service),
      this.#port.tasks(cluster, service),
    ]);
    const primary = found?.deployments.find(({ status }) => status === 'PRIMARY');
    this.draining = tasks.find(
      ({ lastStatus, startedBy }) => lastStatus === 'RUNNING' && startedBy !== primary?.id,
    );
    for (const deployment of found?.deployments ?? []) {
      const state = `${deployment.status} ${deployment.rolloutState} ${deployment.running} ${deployment.failedTasks}`;
      if (this.#isNew(deployment.id, state)) yield { type: 'deployment.changed', deployment };
    }
    this.failedNow = [];
    const current = new Set(found?.deployments.map(({ id }) => id));
    for (const task of tasks) {
      // ECS shows stopped tasks of earlier deployments for an hour; they are no news.
      if (task.lastStatus === 'STOPPED' && !this.#told.has(task.id) && !current.has(task.startedBy ?? ''))
        continue;
      if (!this.#isNew(task.id, `${task.lastStatus} ${task.health}`)) continue;
      yield { type: 'task.changed', task };
      const failure = taskFailure(task);
      if (!failure) continue;
      this.failedNow.push(task);
      this.failed.push(task);
      this.problem = { cause: `${failure.cause} (${failure.reason})`, next: failure.next };
      yield { type: 'notice', level: 'warning', text: this.problem.cause, next: failure.next };
    }
  }

  #isNew(id: string, state: string): boolean {
    if (this.#told.get(id) === state) return false;
    this.#told.set(id, state);
    return true;
  }
}
