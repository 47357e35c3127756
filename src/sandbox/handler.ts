import type { World } from './world.ts';

/** What a handler may know of the request besides its input. */
export interface Request {
  faults: readonly string[];
}

/** How one command is answered. */
export interface Handler {
  /** Does it change the world? Then the call is stored, and replayed whenever the world is rebuilt. */
  changes: boolean;
  /** The input as it may be stored: checked where a secret must be seen for it, then without secrets. */
  prepare: (world: World, input: unknown) => unknown;
  answer: (world: World, input: unknown, request: Request) => unknown;
}

export type Handlers = Readonly<Record<string, Handler>>;

type Answer<I, O> = (world: World, input: I, request: Request) => Omit<O, '$metadata'>;

/** A command that only reads. */
export function reads<I, O>(answer: Answer<I, O>): Handler {
  return {
    changes: false,
    prepare: (_, input) => input,
    answer: (world, input, request) => answer(world, input as I, request),
  };
}

/** A command that changes the world. It must throw before it changes anything, or not at all. */
export function changes<I, O>(
  answer: Answer<I, O>,
  prepare: (world: World, input: I) => I = (_, input) => input,
): Handler {
  return {
    changes: true,
    prepare: (world, input) => prepare(world, input as I),
    answer: (world, input, request) => answer(world, input as I, request),
  };
}
