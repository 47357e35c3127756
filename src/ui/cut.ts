import stringWidth from 'fast-string-width';

const plain = /^[\x20-\x7e]*$/;

/** Most text is ASCII, and a list may have 10,000 rows. */
export const widthOf = (text: string): number => (plain.test(text) ? text.length : stringWidth(text));

/** Unpainted text with `…` for what there is no room for. */
export function cut(text: string, room: number): string {
  if (widthOf(text) <= room) return text;
  const chars = [...text];
  while (chars.length > 0 && widthOf(chars.join('')) > room - 1) chars.pop();
  return `${chars.join('')}…`;
}
