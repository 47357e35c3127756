import stringWidth from 'fast-string-width';
import { wrapText } from './wrap.ts';

/** Below this a column of text is hard to read. */
const narrowest = 24;

/** Pairs side by side; where too little room is left, the second below the first. `indented`: by whom is shown. */
export function listText(
  pairs: readonly (readonly (string | undefined)[])[],
  width: number,
  indented: number,
): string {
  const known = pairs.map(([left = '', right = '']) => ({ left: left.trimEnd(), right }));
  const column = Math.max(...known.map(({ left }) => stringWidth(left))) + 2;
  const room = width - indented - column;
  const names = known.flatMap(({ right }) => right.match(/\[env: \w+\]/g) ?? []);
  if (room >= Math.max(narrowest, ...names.map((name) => stringWidth(name))))
    return known
      .map(({ left, right }) => {
        const [first = '', ...rest] = wrapText(right, room).split('\n');
        const padded = left + ' '.repeat(column - stringWidth(left));
        return [`${padded}${first}`.trimEnd(), ...rest.map((line) => ' '.repeat(column) + line)].join('\n');
      })
      .join('\n');
  return known
    .map(({ left, right }) => {
      const below = wrapText(right, width - indented - 4).split('\n');
      return [left.trimStart(), ...below.map((line) => `    ${line}`)].join('\n');
    })
    .join('\n\n');
}
