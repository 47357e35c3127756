import type { Writable } from 'node:stream';
import type { GlfrEvent } from '../domain/event.ts';
import { bannerFor } from './blocks/banner.ts';
import { NdjsonView } from './ndjson.ts';
import { createPaint } from './paint.ts';
import { PlainView } from './plain/plain-view.ts';

/** Shows what an operation does. */
export interface View {
  handle(event: GlfrEvent): void;
  /** Ends the live part, restores the cursor, frees the terminal for a question or for the end. */
  release(): Promise<void>;
}

interface ViewOptions {
  mode: 'tty' | 'plain' | 'ndjson';
  stdout: Writable;
  stderr: Writable;
  /** Of stderr; `Infinity` where it is no terminal. */
  columns: number;
  rows: number;
  colour: boolean;
  sandbox: boolean;
  now: () => number;
  /** Events the command prints itself, as its result: people are not shown them twice. */
  omit?: readonly GlfrEvent['type'][];
}

/** The view for where glfr runs. ink is loaded only for a terminal. */
export async function createView(options: ViewOptions): Promise<View> {
  if (options.mode === 'ndjson') return new NdjsonView(options);
  return without(options.omit ?? [], await humanView(options));
}

async function humanView({ mode, stderr, colour, sandbox, now, columns, rows }: ViewOptions): Promise<View> {
  const paint = createPaint(colour);
  if (mode === 'plain') return new PlainView({ stderr, sandbox, now, style: { columns, paint } });
  const { TtyView } = await import('./tty/tty-view.tsx');
  if (sandbox) stderr.write(`${paint('accent', bannerFor(columns))}\n`);
  return new TtyView({ stderr, sandbox, now, columns, rows, paint });
}

function without(omitted: readonly GlfrEvent['type'][], view: View): View {
  if (omitted.length === 0) return view;
  return {
    handle: (event) => {
      if (!omitted.includes(event.type)) view.handle(event);
    },
    release: () => view.release(),
  };
}
