/** A piece of a line in one look. */
export interface Run {
  column: number;
  text: string;
  /** CSS classes: b(old), d(im), and a colour. */
  look: string;
}

const colours: Readonly<Record<number, string>> = {
  31: 'red',
  32: 'green',
  33: 'yellow',
  34: 'blue',
  35: 'magenta',
  36: 'cyan',
  90: 'd',
};

/** What tmux hands out of a terminal, line by line in pieces. A look goes on over the end of a line. */
export function linesOf(shown: string): Run[][] {
  let look = new Set<string>();
  return shown.split('\n').map((line) => {
    const runs: Run[] = [];
    let column = 0;
    for (const [piece, codes] of line.matchAll(/\x1b\[([0-9;]*)m|[^\x1b]+|\x1b/g)) {
      if (codes !== undefined) look = changed(look, codes.split(';').map(Number));
      else {
        runs.push({ column, text: piece, look: [...look].join(' ') });
        column += [...piece].length;
      }
    }
    return runs;
  });
}

/** Without its colours. */
export const textOf = (line: readonly Run[]): string =>
  line
    .map(({ text }) => text)
    .join('')
    .trimEnd();

export const plain = (text: string): Run[] => [{ column: 0, text, look: '' }];

function changed(look: ReadonlySet<string>, codes: readonly number[]): Set<string> {
  const next = new Set(look);
  for (const code of codes) {
    const colour = colours[code];
    if (code === 0) next.clear();
    if (code === 22) for (const weight of ['b', 'd']) next.delete(weight);
    if (code === 39 || colour) for (const one of Object.values(colours)) if (one !== 'd') next.delete(one);
    if (code === 1) next.add('b');
    if (code === 2) next.add('d');
    if (colour) next.add(colour);
  }
  return next;
}
