import { Box, type Instance, render } from 'ink';
import type { Paint } from '../paint.ts';
import { bodyFrame, drawn, type Frame, type Move, moved } from './frame.ts';
import { Lines } from './line.tsx';
import { ScrollKeys } from './scroll-keys.tsx';

/** Lays out what was read last for a terminal of this width. */
type LayOut = (columns: number) => Promise<Frame>;

interface Options {
  stdout: NodeJS.WriteStream;
  stdin: NodeJS.ReadStream;
  paint: Paint;
  now(): number;
  onQuit(): void;
}

/**
 * Keeps one frame up to date on the terminal's second screen, as `top` does: what was on the first one, and all that
 * has scrolled off it, stays as it was, however the window is resized.
 */
export class WatchView {
  readonly #options: Options;
  #ink: Instance | undefined;
  #isStale = true;
  #layOut: LayOut = async () => nothing;
  #frame = nothing;
  #offset = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  async show(layOut: LayOut): Promise<void> {
    this.#layOut = layOut;
    await this.#renew();
  }

  /** Back to the first screen, where the last frame is left, whole but for the keys, which do nothing any more. */
  async release(): Promise<void> {
    const ink = this.#ink;
    if (!ink) return;
    this.#ink = undefined;
    const { stdout } = this.#options;
    stdout.off('resize', this.#redraw);
    await ink.waitUntilRenderFlush();
    ink.unmount();
    await ink.waitUntilExit();
    const { head, body, foot } = await this.#layOut(stdout.columns ?? 80);
    stdout.write([...head, ...body, ...foot].map((line) => `${line}\n`).join(''));
  }

  readonly #redraw = (): void => {
    this.#isStale = true;
    void this.#renew();
  };

  readonly #move = (move: Move): void => {
    this.#offset = moved(this.#frame, { height: this.#height, offset: this.#offset }, move);
    this.#draw();
  };

  get #height(): number {
    return this.#options.stdout.rows ?? 24;
  }

  async #renew(): Promise<void> {
    this.#frame = await this.#layOut(this.#options.stdout.columns ?? 80);
    this.#draw();
  }

  #draw(): void {
    const { stdout, stdin, paint, now, onQuit } = this.#options;
    const { columns = 80 } = stdout;
    const ink = this.#mount();
    if (this.#isStale) {
      // Terminals break lines anew when they are resized, and a new second screen begins where the first one was.
      ink.clear();
      stdout.write(homeAndErase);
      this.#isStale = false;
    }
    const view = { height: this.#height, offset: this.#offset, now: now(), hasKeys: stdin.isTTY === true };
    ink.rerender(
      <ScrollKeys onMove={this.#move} onQuit={onQuit}>
        <Box flexDirection="column" width={columns}>
          <Lines of={drawn(this.#frame, { ...view, style: { columns, paint } })} />
        </Box>
      </ScrollKeys>,
    );
  }

  #mount(): Instance {
    if (this.#ink) return this.#ink;
    const { stdout, stdin } = this.#options;
    this.#ink = render(null, {
      ...{ stdout, stdin },
      exitOnCtrlC: false,
      interactive: true,
      incrementalRendering: true,
      alternateScreen: true,
    });
    stdout.on('resize', this.#redraw);
    return this.#ink;
  }
}

const nothing = bodyFrame([]);

const homeAndErase = '\x1b[H\x1b[J';
