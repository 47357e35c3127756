/** Stands in a suggestion for the command line that was typed; the edge, which knows it, puts it there. */
export const again = '{again}';

/** The same without this flag and its value. */
export const againWithout = (flag: `--${string}`): string => `{again without ${flag}}`;

/** The typed command's words, as `glfr export policy` takes them. */
export const typedCommand = '{command}';
