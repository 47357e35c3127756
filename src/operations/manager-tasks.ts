import type { GlfrEvent } from '../domain/event.ts';
import { taskOf } from '../domain/logs/log-event.ts';
import type { Task } from '../domain/stack/service.ts';
import { taskFailure } from '../domain/stack/task-failure.ts';
import type { Clock, ServicePort } from './ports.ts';

const lookEveryMs = 20_000;
/** The log driver sends what it has every five seconds, and the last lines when the task ends. */
const settleMs = 15_000;
/** ECS tells of stopped tasks for about an hour; of older ones it need not be asked. */
const rememberedMs = 3_600_000;

interface Where {
  cluster: string;
  service: string;
  /** The one to watch; default: the one that runs. */
  taskId?: string | undefined;
}

/** The manager's tasks beside its log: which revision writes a new stream, and has the task stopped? */
export class ManagerTasks {
  readonly #where: Where;
  readonly #service: Pick<ServicePort, 'describe' | 'tasks'>;
  readonly #clock: Clock;
  readonly #open = new Set<string>();
  #watched: string | undefined;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #stoppedAt: number | undefined;

  constructor(where: Where, service: Pick<ServicePort, 'describe' | 'tasks'>, clock: Clock) {
    this.#where = where;
    this.#service = service;
    this.#clock = clock;
    this.#watched = where.taskId;
  }

  /** A line of a stream that was not known yet: its task, and those that ended before it. */
  async *announce(stream: string, time: number): AsyncGenerator<GlfrEvent, void, void> {
    const isFirst = this.#open.size === 0;
    const isRecent = this.#clock.now() - time < rememberedMs;
    const tasks = isFirst || !isRecent ? [] : await this.#tasks();
    for (const old of this.#open) {
      const task = tasks.find(({ id }) => id === taskOf(old));
      if (task?.lastStatus !== 'STOPPED') continue;
      this.#open.delete(old);
      yield { type: 'log.stream-ended', stream: old, ...reasonOf(task) };
    }
    this.#open.add(stream);
    const revision = tasks
      .find(({ id }) => id === taskOf(stream))
      ?.taskDefinition.split(':')
      .at(-1);
    yield { type: 'log.stream-started', stream, ...(revision && { revision }) };
  }

  /** Has the watched task stopped, long enough ago for its last lines to have come? Asks ECS seldom. */
  async hasStopped(): Promise<boolean> {
    const now = this.#clock.now();
    if (this.#stoppedAt === undefined && now - this.#lookedAt >= lookEveryMs) {
      this.#lookedAt = now;
      const tasks = await this.#service.tasks(this.#where.cluster, this.#where.service);
      this.#watched ??= tasks.find(({ lastStatus }) => lastStatus !== 'STOPPED')?.id;
      const task = tasks.find(({ id }) => id === this.#watched);
      if (task === undefined || task.lastStatus === 'STOPPED') this.#stoppedAt = now;
    }
    return this.#stoppedAt !== undefined && now - this.#stoppedAt >= settleMs;
  }

  /** What ECS knows; to name a task is not worth a failure. */
  async #tasks(): Promise<readonly Task[]> {
    try {
      return await this.#service.tasks(this.#where.cluster, this.#where.service);
    } catch {
      return [];
    }
  }
}

function reasonOf(task: Task): { reason?: string } {
  const reason = task.stoppedReason ?? taskFailure(task)?.cause;
  return reason === undefined ? {} : { reason };
}
