import type { GlfrEvent } from '../domain/event.ts';
import { LogCursor } from '../domain/logs/cursor.ts';
import { managerSign } from '../domain/runner/manager-sign.ts';
import type { StackParts } from '../domain/stack/parts.ts';
import type { Task } from '../domain/stack/service.ts';
import { pages } from './logs.ts';
import type { Clock, LogsPort } from './ports.ts';

/** The last minutes of its log are enough to know how many jobs a manager runs. */
const lookBackMs = 120_000;

/** Tells, each time it changes, how many jobs a superseded manager still runs before it leaves. */
export class DrainWatch {
  readonly #deps: { logs: LogsPort; clock: Clock };
  #cursor: LogCursor | undefined;
  #isDraining = false;
  #jobs: number | undefined;

  constructor(deps: { logs: LogsPort; clock: Clock }) {
    this.#deps = deps;
  }

  async *look(parts: StackParts, task: Task): AsyncGenerator<GlfrEvent, void, void> {
    this.#cursor ??= new LogCursor(this.#deps.clock.now() - lookBackMs);
    const query = { group: parts.logGroup, streamPrefix: `${parts.logStreamPrefix}/manager/${task.id}` };
    let jobs = this.#jobs;
    for await (const page of pages(query, this.#cursor.windowStart(), this.#deps.logs)) {
      for (const event of this.#cursor.accept(page)) {
        const sign = managerSign(event.message);
        if (sign?.kind !== 'configured') continue;
        jobs = sign.builds;
        this.#isDraining ||= sign.isDraining;
      }
    }
    if (!this.#isDraining || jobs === undefined || jobs === this.#jobs) return;
    this.#jobs = jobs;
    const text = 'the old manager ends its last jobs, then leaves';
    yield { type: 'manager.waiting', jobs, text };
  }
}
