import { Box, type Instance, render } from 'ink';
import type { ReactNode } from 'react';
import { Lines } from './line.tsx';

/** Lays out what was read last for a terminal of this width; `isLast`: it is what stays behind. */
type Frame = (columns: number, isLast: boolean) => Promise<readonly string[]>;

/** What hears the keys around a frame. */
interface Keys {
  stdin: NodeJS.ReadStream;
  around(children: ReactNode): ReactNode;
}

/**
 * Keeps one frame up to date on the terminal's second screen, as `top` does: what was on the first one, and all that
 * has scrolled off it, stays as it was, however the window is resized.
 */
export class WatchView {
  readonly #stream: NodeJS.WriteStream;
  readonly #keys: Keys | undefined;
  #ink: Instance | undefined;
  #isStale = true;
  #frame: Frame = async () => [];

  constructor(stream: NodeJS.WriteStream, keys?: Keys) {
    this.#stream = stream;
    this.#keys = keys;
  }

  async show(frame: Frame): Promise<void> {
    this.#frame = frame;
    await this.#draw();
  }

  /** Back to the first screen, where the last frame is left, whole. */
  async release(): Promise<void> {
    const ink = this.#ink;
    if (!ink) return;
    this.#ink = undefined;
    this.#stream.off('resize', this.#redraw);
    await ink.waitUntilRenderFlush();
    ink.unmount();
    await ink.waitUntilExit();
    const lines = await this.#frame(this.#stream.columns ?? 80, true);
    this.#stream.write(lines.map((line) => `${line}\n`).join(''));
  }

  readonly #redraw = (): void => {
    this.#isStale = true;
    void this.#draw();
  };

  async #draw(): Promise<void> {
    const { columns = 80, rows = 24 } = this.#stream;
    const lines = fitted(await this.#frame(columns, false), rows - 1);
    const ink = this.#mount();
    if (this.#isStale) {
      // Terminals break lines anew when they are resized, and a new second screen begins where the first one was.
      ink.clear();
      this.#stream.write(homeAndErase);
      this.#isStale = false;
    }
    const frame = (
      <Box flexDirection="column" width={columns}>
        <Lines of={lines} />
      </Box>
    );
    ink.rerender(this.#keys ? this.#keys.around(frame) : frame);
  }

  #mount(): Instance {
    if (this.#ink) return this.#ink;
    this.#ink = render(null, {
      stdout: this.#stream,
      ...(this.#keys && { stdin: this.#keys.stdin }),
      exitOnCtrlC: false,
      interactive: true,
      incrementalRendering: true,
      alternateScreen: true,
    });
    this.#stream.on('resize', this.#redraw);
    return this.#ink;
  }
}

const homeAndErase = '\x1b[H\x1b[J';

function fitted(lines: readonly string[], rows: number): readonly string[] {
  if (lines.length <= rows) return lines;
  const shown = lines.slice(0, Math.max(0, rows - 1));
  return [...shown, `… ${lines.length - shown.length} more lines`];
}
