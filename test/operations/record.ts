import type { GlfrEvent, Operation } from '../../src/domain/event.ts';

/** Runs an operation to its end. `events` has what it told even when it fails. */
export async function record<R>(
  operation: Operation<R>,
  events: GlfrEvent[] = [],
): Promise<{ events: GlfrEvent[]; result: R }> {
  for (;;) {
    const step = await operation.next();
    if (step.done) return { events, result: step.value };
    events.push(step.value);
  }
}
