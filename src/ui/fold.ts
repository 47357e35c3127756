import stringWidth from 'fast-string-width';
import { wrap } from './wrap.ts';

/**
 * As `wrap`, for text that has to stay in its column: a word that is longer than the column goes on in the next line,
 * there too under the others. Text may be painted.
 */
export function fold(text: string, columns: number, indent = ''): string[] {
  const lines = wrap(text, columns, indent);
  const at = lines.findIndex((line) => stringWidth(line) > columns);
  const long = lines[at];
  if (long === undefined) return lines;
  const [head, tail] = cut(long, columns);
  if (tail === '') return lines;
  const after = lines.slice(at + 1).map((line) => line.slice(indent.length));
  return [...lines.slice(0, at), head, ...fold(indent + [tail, ...after].join(' '), columns, indent)];
}

/** Where a person would break an address or a type. */
const marks = new Set('/:.,;-_=&?@)');

/** After the last mark there is room for, when that fills at least half of the line; else wherever the line ends. */
function cut(line: string, columns: number): [head: string, tail: string] {
  let width = 0;
  let [end, marked] = [0, 0];
  const blank = /^ */.exec(line)?.[0].length ?? 0;
  for (const { 0: piece, index } of line.matchAll(/\x1b\[[\d;]*m|./gsu)) {
    width += stringWidth(piece);
    if (width > columns && end > blank) break;
    end = index + piece.length;
    if (marks.has(piece) && (width - blank) * 2 >= columns - blank) marked = end;
  }
  const place = marked || end;
  return [line.slice(0, place), line.slice(place)];
}
