/** Edits from one word to the other: letters put in, left out, changed, or two changed over. */
function distance(one: string, other: string): number {
  const rows = [Array.from({ length: other.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 1; row <= one.length; row++) {
    const line = [row];
    rows.push(line);
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1];
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const edits = [
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + (same ? 0 : 1),
      ];
      line.push(Math.min(...edits, swapped ? at(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY));
    }
  }
  return at(one.length, other.length);
}

/** How far a word is from one that is known; no number when it cannot be meant. */
function edits(word: string, known: string): number | undefined {
  if (word.length > 1 && known.startsWith(word)) return known === word ? 0 : 1;
  const found = distance(word, known);
  return found <= Math.max(1, Math.floor(word.length / 3)) ? found : undefined;
}

/** The one that was probably meant; nothing when none is near. `glfr exectors lss`: each word counts by itself. */
export function nearest(typed: string, known: readonly string[]): string | undefined {
  const near = known.flatMap((one) => {
    const words = one.split(' ');
    const all = typed.split(' ').map((word, index) => edits(word, words[index] ?? ''));
    if (all.length !== words.length || all.includes(undefined)) return [];
    return [{ one, edits: all.reduce<number>((sum, part) => sum + (part ?? 0), 0) }];
  });
  return near.toSorted((a, b) => a.edits - b.edits)[0]?.one;
}

/** As `nearest`, for what was typed as a command: words after it do not matter. */
export function nearestCommand(typed: string, known: readonly string[]): string | undefined {
  const words = typed.split(' ');
  const heads = words.map((_, index) => words.slice(0, words.length - index).join(' '));
  return heads.map((head) => nearest(head, known)).find((found) => found !== undefined);
}
