import { GlfrError, hasCode, passesByItself } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import { again, againWithout } from '../domain/typed-command.ts';
import type { Screen } from '../ui/paint.ts';
import type { Frame } from '../ui/tty/frame.ts';
import type { Session } from './session.ts';

interface Watch<R> {
  session: Session;
  read: () => Promise<R>;
  frame: (result: R, screen: Screen) => Promise<Frame>;
}

/** A stack changes in seconds; AWS's quotas are by account, and others use them too. */
const everyMs = 10_000;

/** Reads and shows again and again until Ctrl-C, which is how it ends: exit code 0. */
export async function watch<R extends object>({ session, read, frame }: Watch<R>): Promise<void> {
  const { isTty } = session.screen;
  if (!session.json && !isTty) throw noTerminal;
  const show = session.json ? await lineShow<R>(session) : await frameShow(session, frame);
  try {
    for (;;) {
      await show.result(session.shown(await retried(read, show.trouble)));
      await session.deps.clock.sleep(everyMs);
    }
  } catch (error) {
    if (!hasCode(error, 'interrupted')) throw error;
  } finally {
    await show.release();
  }

  /** What passes by itself does not end it; the last picture stays. */
  async function retried(ask: () => Promise<R>, trouble: (text: string) => Promise<void>): Promise<R> {
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        if (!passesByItself(error)) throw error;
        await trouble(error.message);
        await session.deps.clock.sleep(everyMs);
      }
    }
  }
}

interface Show<R> {
  result(result: R): Promise<void>;
  trouble(text: string): Promise<void>;
  release(): Promise<void>;
}

async function lineShow<R extends object>({ print, aside }: Session): Promise<Show<R>> {
  const { toJson } = await import('../ui/ndjson.ts');
  return {
    result: (result) => print([toJson(result)]),
    trouble: async (text) => aside(text),
    release: async () => {},
  };
}

async function frameShow<R>(session: Session, lay: Watch<R>['frame']): Promise<Show<R>> {
  const { openWatchView } = await import('./open-watch-view.ts');
  const { styleFor } = await import('../ui/paint.ts');
  const { bodyFrame } = await import('../ui/tty/frame.ts');
  const { wrap } = await import('../ui/wrap.ts');
  const view = await openWatchView(session);
  let last: R | undefined;
  const frame = (note: string) => async (columns: number) => {
    const sized = { ...session.screen, columns };
    const { paint } = styleFor(sized);
    const noted = note === '' ? [] : wrap(note, columns).map((line) => paint('warn', line));
    const shown = last === undefined ? bodyFrame([]) : await lay(last, sized);
    return { ...shown, head: [...noted, ...shown.head] };
  };
  return {
    async result(result) {
      last = result;
      await view.show(frame(''));
    },
    trouble: (text) => view.show(frame(`${text} Trying again.`)),
    release: () => view.release(),
  };
}

const noTerminal = new GlfrError({
  code: 'watch.no-terminal',
  message: '--watch draws on a terminal, and the output is none.',
  suggestions: [`${again} --json (one value a line)`, againWithout('--watch')],
  exitCode: exitCode.usage,
});
