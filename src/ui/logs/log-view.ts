import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import type { GlfrEvent } from '../../domain/event.ts';
import { taskOf } from '../../domain/logs/log-event.ts';
import { noticeLines } from '../blocks/notice.ts';
import type { TextStyle } from '../paint.ts';
import { safeText } from '../safe-text.ts';
import { wrap } from '../wrap.ts';
import type { LogFormatter } from './format.ts';
import { LogStatus } from './log-status.ts';
import { StatusLine } from './status-line.ts';
import type { Terminal } from './terminal.ts';

interface Options {
  stdout: Writable;
  stderr: Writable;
  format: LogFormatter;
  /** Of stderr. */
  style: TextStyle;
  now: () => number;
  /** Where a status line is wanted. */
  terminal?: Terminal | undefined;
}

/** Shows a log: its lines and nothing else on stdout, as fast as they are read; all other words on stderr. */
export class LogView {
  readonly #options: Options;
  readonly #status: LogStatus;
  readonly #line: StatusLine | undefined;
  #waitingFor: string | undefined;

  constructor(options: Options) {
    this.#options = options;
    this.#status = new LogStatus(options.now);
    this.#line = options.terminal && new StatusLine(options.terminal, () => this.#status.text());
  }

  async handle(event: GlfrEvent): Promise<void> {
    if (event.type !== 'log.lines') return this.#write(this.#words(event));
    const text = event.lines.map((shown) => `${this.#options.format(shown)}\n`).join('');
    this.#status.take(event.lines);
    this.#line?.hide();
    const { stdout } = this.#options;
    if (!stdout.write(text)) await once(stdout, 'drain');
    // A pipe is written to at once; without a turn Ctrl-C would wait for the end of the page.
    await turn();
  }

  /** A word beside the log. */
  say(texts: readonly string[]): void {
    this.#write(texts.flatMap((text) => this.#wrapped(text)));
  }

  release(): void {
    this.#line?.end();
  }

  #write(lines: readonly string[]): void {
    if (lines.length === 0) return;
    this.#line?.hide();
    this.#options.stderr.write(lines.map((line) => `${line}\n`).join(''));
  }

  #wrapped = (text: string): string[] => wrap(text, this.#options.style.columns, '  ');

  #words(event: GlfrEvent): readonly string[] {
    const { style } = this.#options;
    switch (event.type) {
      case 'notice':
        return noticeLines(event, style);
      case 'waiting':
        return this.#waiting(event.text);
      case 'log.stream-started': {
        const revision = event.revision ? ` (revision ${event.revision})` : '';
        return this.#wrapped(style.paint('good', `+ task ${nameOf(event.stream)}${safeText(revision)}`));
      }
      case 'log.stream-ended': {
        const reason = event.reason ? ` (${event.reason})` : '';
        return this.#wrapped(style.paint('warn', `- task ${nameOf(event.stream)}${safeText(reason)}`));
      }
      default:
        return [];
    }
  }

  #waiting(text: string): readonly string[] {
    if (this.#waitingFor === text) return [];
    this.#waitingFor = text;
    return this.#wrapped(safeText(`waiting for ${text}`));
  }
}

/** The task's whole id: it is what --task takes. */
const nameOf = (stream: string): string => safeText(taskOf(stream));
