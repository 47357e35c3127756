import { Flags } from '@oclif/core';

/** For commands that show how things are. */
export const watchFlag = {
  watch: Flags.boolean({
    char: 'w',
    description: 'keep it up to date until q or Ctrl-C; with --json one value a line',
    env: 'GLFR_WATCH',
  }),
};
