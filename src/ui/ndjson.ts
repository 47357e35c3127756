import type { Writable } from 'node:stream';
import { GlfrError } from '../domain/error.ts';
import type { GlfrEvent, Phase } from '../domain/event.ts';
import { redact } from '../domain/redact.ts';
import { Heartbeat } from './heartbeat.ts';

/**
 * For machines: every event one JSON line on stdout; while a phase runs and nothing happens, `waiting` every 30 seconds.
 * The last line, the result, is `resultLine`.
 */
export class NdjsonView {
  readonly #stdout: Writable;
  readonly #now: () => number;
  readonly #heartbeat = new Heartbeat(() => this.#showLife());
  #running: { phase: Phase; text: string } | undefined;

  constructor(options: { stdout: Writable; now: () => number }) {
    this.#stdout = options.stdout;
    this.#now = options.now;
  }

  handle(event: GlfrEvent): void {
    if (event.type === 'phase.started') this.#running = event;
    if (event.type === 'phase.ended' && event.phase === this.#running?.phase) this.#running = undefined;
    this.#stdout.write(`${eventLine(event, this.#now())}\n`);
    this.#heartbeat.restart();
  }

  async release(): Promise<void> {
    this.#heartbeat.stop();
  }

  #showLife(): void {
    if (this.#running) this.handle({ type: 'waiting', text: this.#running.text });
  }
}

/** One event; `time` is when it was said, in epoch milliseconds. */
export function eventLine({ type, ...rest }: GlfrEvent, time: number): string {
  return toJson({ type, time, ...rest });
}

/** The last line of a stream that went well. */
export const resultLine = (result: object): string => toJson({ type: 'result', ...result });

/** The last line of a stream that did not. */
export function errorLine(error: unknown): string {
  if (!(error instanceof GlfrError))
    return toJson({ type: 'error', code: 'unexpected', message: String(error), suggestions: [] });
  const { code, message, suggestions, exitCode } = error;
  return toJson({ type: 'error', code, message, suggestions, exitCode });
}

const isTime = (key: string): boolean => key === 'time' || key.endsWith('At');
const isSecret = (key: string): boolean => /(?:token|secret|password)$/i.test(key);

/** JSON lets C1 through, which a terminal may obey. */
const escapeC1 = (json: string): string =>
  json.replace(/[\x7f-\x9f]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Times become ISO 8601 and secrets are taken out here, whatever an event carries. */
export function toJson(value: object): string {
  // In a long list the same texts come again and again.
  const redacted = new Map<string, string>();
  const clean = (text: string): string => {
    const known = redacted.get(text);
    if (known !== undefined) return known;
    const fresh = redact(text);
    if (redacted.size < 1000) redacted.set(text, fresh);
    return fresh;
  };
  const json = JSON.stringify(value, (key, part: unknown) => {
    if (typeof part === 'number') return isTime(key) ? new Date(part).toISOString() : part;
    if (typeof part === 'string') return clean(part);
    if (part === null || typeof part !== 'object') return part;
    if ('value' in part && isSecret(key)) return { value: '(secret)' };
    return part;
  });
  return escapeC1(json);
}
