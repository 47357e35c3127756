/** Some CIs end a job that says nothing. */
const silenceMs = 30_000;

/** Calls `beat` after each 30 seconds in which nothing was heard; it keeps no process alive. */
export class Heartbeat {
  readonly #beat: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(beat: () => void) {
    this.#beat = beat;
  }

  /** Something was said: the silence begins anew. */
  restart(): void {
    this.stop();
    this.#timer = setTimeout(() => {
      this.#beat();
      this.restart();
    }, silenceMs).unref();
  }

  /** As `restart`, where no silence is counted yet. */
  start(): void {
    if (!this.#timer) this.restart();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
