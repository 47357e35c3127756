/** Lines of at most `width` characters, broken at spaces only: a long id or address stays whole. */
export const wrapText = (text: string, width: number): string =>
  text
    .split('\n')
    .map((line) => wrapLine(line, width))
    .join('\n');

function wrapLine(line: string, width: number): string {
  const lines: string[] = [];
  let current = '';
  for (const word of wordsOf(line)) {
    const longer = current === '' ? word : `${current} ${word}`;
    if (current !== '' && lengthOf(longer) > width) {
      lines.push(current);
      current = word;
    } else current = longer;
  }
  return [...lines, current].join('\n');
}

/** `[env: NAME]` is one word. */
const wordsOf = (line: string): string[] => line.trimEnd().match(/\[env: \w+\]|\S+/g) ?? [];

/** Without colours. */
export const lengthOf = (text: string): number => text.replace(/\x1b\[[0-9;]*m/g, '').length;

/** Paragraphs as they are meant: a line break of the source is a space, a blank line a new paragraph. */
export const reflow = (text: string): string =>
  text
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.replace(/\s*\n\s*/g, ' ').trim())
    .join('\n\n');
