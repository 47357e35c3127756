import { wrapPieces } from '../../ui/wrap.ts';

/** Lines of at most `width` columns, broken at spaces only: a long id or address stays whole. */
export const wrapText = (text: string, width: number): string =>
  text
    .split('\n')
    .flatMap((line) => wrapPieces(wordsOf(line), ' ', width))
    .join('\n');

/** `[env: NAME]` is one word. */
const wordsOf = (line: string): string[] => line.match(/\[env: \w+\]|\S+/g) ?? [];

/** Paragraphs as they are meant: a line break of the source is a space, a blank line a new paragraph. */
export const reflow = (text: string): string =>
  text
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.replace(/\s*\n\s*/g, ' ').trim())
    .join('\n\n');
