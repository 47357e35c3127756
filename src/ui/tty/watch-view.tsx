import { Box, type Instance, render } from 'ink';
import { Lines } from './line.tsx';

type Stream = NodeJS.WriteStream;

/** Lays out what was read last for a terminal of this width. */
export type Frame = (columns: number) => Promise<readonly string[]>;

/** Keeps one frame up to date where it stands; what was on the terminal before stays above it. */
export class WatchView {
  readonly #stream: Stream;
  #ink: Instance | undefined;
  #frame: Frame = async () => [];

  constructor(stream: Stream) {
    this.#stream = stream;
  }

  async show(frame: Frame): Promise<void> {
    this.#frame = frame;
    await this.#draw();
  }

  /** Leaves the last frame and gives the cursor back. */
  async release(): Promise<void> {
    const ink = this.#ink;
    if (!ink) return;
    this.#ink = undefined;
    this.#stream.off('resize', this.#redraw);
    await ink.waitUntilRenderFlush();
    ink.unmount();
    await ink.waitUntilExit();
  }

  readonly #redraw = (): void => void this.#draw();

  async #draw(): Promise<void> {
    const { columns = 80, rows = 24 } = this.#stream;
    const lines = fitted(await this.#frame(columns), rows - 1);
    const app = (
      <Box flexDirection="column" width={columns}>
        <Lines of={lines} />
      </Box>
    );
    if (this.#ink) return this.#ink.rerender(app);
    this.#stream.on('resize', this.#redraw);
    this.#ink = render(app, {
      stdout: this.#stream,
      exitOnCtrlC: false,
      interactive: true,
      incrementalRendering: true,
    });
  }
}

/** A frame as tall as the terminal would scroll it away with each change. */
function fitted(lines: readonly string[], rows: number): readonly string[] {
  if (lines.length <= rows) return lines;
  const shown = lines.slice(0, Math.max(0, rows - 1));
  return [...shown, `… ${lines.length - shown.length} more lines`];
}
