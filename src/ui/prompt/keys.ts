import { emitKeypressEvents, type Interface, type Key } from 'node:readline';

export type PromptInput = NodeJS.ReadableStream;

/** What Escape means at a question: the one before, or the answer no. */
export type Escape = 'back' | 'no';

/** How a question ended without being answered by what was typed. */
export type Ending = Escape | 'interrupted';

/** Escape and the start of an arrow key look the same for this long. Node's own 500 ms feels broken. */
const escapeMs = 100;

/**
 * What inquirer leaves out: Escape, and an input that ends (Ctrl-D, a closed pipe), on which its questions would
 * wait for ever. `signal` ends the question; `ending` says why.
 */
export class PromptKeys {
  readonly #input: PromptInput;
  readonly #outer: AbortSignal;
  readonly #esc: Escape | undefined;
  readonly #controller = new AbortController();
  ending: Ending | undefined;
  /** Called before the question is ended by Escape. */
  onEscape: () => void = () => {};

  constructor(input: PromptInput, { esc, signal }: { esc: Escape | undefined; signal: AbortSignal }) {
    this.#input = input;
    this.#outer = signal;
    this.#esc = esc;
    // readline takes the first caller's timeout; it reads nothing else of the interface here.
    emitKeypressEvents(input, { escapeCodeTimeout: escapeMs } as unknown as Interface);
    input.on('keypress', this.#onKey);
    input.on('pause', this.#onInterrupt);
    signal.addEventListener('abort', this.#onInterrupt);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  stop(): void {
    this.#input.removeListener('keypress', this.#onKey);
    this.#input.removeListener('pause', this.#onInterrupt);
    this.#outer.removeEventListener('abort', this.#onInterrupt);
  }

  readonly #onKey = (_text: string | undefined, key: Key): void => {
    if (key.name !== 'escape' || !this.#esc) return;
    this.onEscape();
    this.#end(this.#esc);
  };

  /** readline pauses its input when it closes. */
  readonly #onInterrupt = (): void => this.#end('interrupted');

  #end(ending: Ending): void {
    this.ending ??= ending;
    this.#controller.abort();
  }
}
