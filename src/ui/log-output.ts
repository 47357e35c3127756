import type { GlfrEvent } from '../domain/event.ts';
import { logText, rawLogLine } from './log-text.ts';
import { toJson } from './ndjson.ts';
import { createPaint } from './paint.ts';

interface Style {
  json: boolean;
  isTty: boolean;
  colour: boolean;
}

/** How `glfr logs` writes a log event to stdout: JSON, for people, or raw in a pipe; other events are none of its. */
export function logOutput({ json, isTty, colour }: Style): (event: GlfrEvent) => string | undefined {
  const paint = createPaint(colour);
  return (event) => {
    if (event.type !== 'log.line') return undefined;
    const { time, ingestedAt, stream, message } = event.event;
    if (json) return toJson({ time, ingestedAt, stream, message });
    return isTty ? logText(event.event, { paint }) : rawLogLine(event.event);
  };
}
