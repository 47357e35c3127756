import type { Operation } from '../domain/event.ts';
import { LogTail, type TailDeps } from './log-tail.ts';
import type { TailInput, TailResult } from './tail-input.ts';

/** The manager's log: once through, or on and on. */
export async function* tailLogs(input: TailInput, deps: TailDeps): Operation<TailResult> {
  const tail = new LogTail(input, deps);
  try {
    if (input.lines !== undefined) yield* tail.last(input.lines);
    if (input.follow) return yield* follow(tail);
    if (input.lines === undefined) yield* tail.all();
    return tail.result('read');
  } finally {
    tail.close();
  }
}

async function* follow(tail: LogTail): Operation<TailResult> {
  for (;;) {
    yield* tail.poll();
    const ended = await tail.isOver();
    if (ended) return tail.result(ended);
    yield* tail.rest();
  }
}
