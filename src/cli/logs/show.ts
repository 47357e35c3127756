import { GlfrError, hasCode } from '../../domain/error.ts';
import type { Operation } from '../../domain/event.ts';
import type { TailResult } from '../../operations/tail-input.ts';
import { logFormatter } from '../../ui/logs/format.ts';
import { LogView } from '../../ui/logs/log-view.ts';
import type { LogStyle } from '../../ui/logs/style.ts';
import type { Terminal } from '../../ui/logs/terminal.ts';
import { asideStyle } from '../aside-style.ts';

interface Options {
  style: LogStyle;
  follow: boolean;
  color?: boolean | undefined;
  now: () => number;
}

/** Shows a log as it is read; `undefined` when Ctrl-C ended following, which is how following ends. */
export async function showLog(
  operation: Operation<TailResult>,
  options: Options,
  after: (result: TailResult) => readonly string[],
): Promise<TailResult | undefined> {
  const { stdout, stderr } = process;
  const { follow, now, style } = options;
  const terminal = follow ? terminalOf() : undefined;
  const view = new LogView({
    ...{ stdout, stderr, now, terminal, format: logFormatter(style) },
    style: asideStyle(options),
  });
  let newest: number | undefined;
  try {
    for (;;) {
      const step = await operation.next();
      if (step.done) {
        view.say(after(step.value));
        return step.value;
      }
      if (step.value.type === 'log.lines') newest = step.value.lines.at(-1)?.event.time ?? newest;
      await view.handle(step.value);
    }
  } catch (error) {
    if (follow && hasCode(error, 'interrupted')) return undefined;
    throw follow ? resumable(error, newest) : error;
  } finally {
    view.release();
  }
}

/** A status line is drawn only where log and words go to the same terminal, and someone looks at it. */
function terminalOf(): Terminal | undefined {
  const { stdout, stderr } = process;
  if (!stdout.isTTY || !stderr.isTTY || process.env.CI || process.env.TERM === 'dumb') return undefined;
  return { write: (text) => void stderr.write(text), columns: () => stderr.columns ?? 80 };
}

/** Expired credentials are renewed by the user, who then goes on where it stopped; the last line comes again. */
function resumable(error: unknown, newest: number | undefined): unknown {
  if (!hasCode(error, 'aws.credentials-expired') || newest === undefined) return error;
  const { code, message, exitCode, cause, suggestions } = error;
  const resume = `glfr logs --follow --since ${new Date(newest).toISOString()}`;
  const [first = 'aws sso login'] = suggestions;
  return new GlfrError({ code, message, exitCode, cause, suggestions: [first, resume] });
}
