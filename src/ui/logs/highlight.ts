/** Where in a text something stands out. */
export type Highlighter = (text: string) => readonly (readonly [from: number, to: number])[];

const style = /(\u001b\[[\d;]*m)/;
const on = '\u001b[7m';
const off = '\u001b[27m';

/** Reverses what stands out in a line that may have colours already; they stay as they are. */
export function highlighted(line: string, highlight: Highlighter): string {
  const parts = line.split(style);
  const ranges = highlight(parts.filter((part) => !style.test(part)).join(''));
  if (ranges.length === 0) return line;
  let at = 0;
  const marked = parts.map((part) => {
    if (style.test(part)) return part;
    const start = at;
    at += part.length;
    return markPart(part, start, ranges);
  });
  return marked.join('');
}

function markPart(part: string, start: number, ranges: ReturnType<Highlighter>): string {
  let text = '';
  let done = 0;
  for (const [from, to] of ranges) {
    const [left, right] = [Math.max(from - start, done), Math.min(to - start, part.length)];
    if (left >= right) continue;
    text += part.slice(done, left) + on + part.slice(left, right) + off;
    done = right;
  }
  return text + part.slice(done);
}
