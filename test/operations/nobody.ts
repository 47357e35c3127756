import { GlfrError } from '../../src/domain/error.ts';
import type { Prompter } from '../../src/operations/ports.ts';

/** Nobody is there to ask. */
export const nobody: Prompter = {
  interactive: false,
  ask: ({ message }) => Promise.reject(new GlfrError({ code: 'input.needed', message, exitCode: 2 })),
};
