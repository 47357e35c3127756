import { createPaint } from '../ui/paint.ts';
import type { WatchView } from '../ui/tty/watch-view.tsx';
import type { Session } from './session.ts';

/** What a watched result is drawn on; `q` ends it as Ctrl-C does. */
export async function openWatchView({ deps, screen }: Session): Promise<WatchView> {
  const { WatchView: View } = await import('../ui/tty/watch-view.tsx');
  return new View({
    ...{ stdout: process.stdout, stdin: process.stdin },
    paint: createPaint(screen.colour),
    now: () => deps.clock.now(),
    onQuit: () => void process.kill(process.pid, 'SIGINT'),
  });
}
