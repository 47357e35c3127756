import { plain, type Run, textOf } from './ansi.ts';

const marker = (name: string) => new RegExp(`(<!-- tour: ${name} -->\\n)[\\s\\S]*?(<!-- /tour -->)`);

/** Puts this between the marks of that name; fails where there are none. */
export function putBetween(text: string, name: string, content: string): string {
  if (!marker(name).test(text)) throw new Error(`README.md has no place for ${name}`);
  return text.replace(
    marker(name),
    (_, opening: string, closing: string) => `${opening}${content}\n${closing}`,
  );
}

/** `[…]` for each stretch of lines that is left out. */
export function trimmed(
  lines: readonly Run[][],
  isLeftOut: (line: string, index: number) => boolean,
): Run[][] {
  const shown: Run[][] = [];
  for (const [index, line] of lines.entries()) {
    if (!isLeftOut(textOf(line), index)) shown.push(line);
    else if (textOf(shown.at(-1) ?? []) !== '[…]') shown.push(plain('[…]'));
  }
  return shown;
}
