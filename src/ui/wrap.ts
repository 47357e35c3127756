import stringWidth from 'fast-string-width';

/** Breaks text between words to fit `columns`; later lines begin with `indent`. A long word is never cut. */
export function wrap(text: string, columns: number, indent = ''): string[] {
  return wrapPieces(text.split(' '), ' ', columns, indent);
}

/** As `wrap` for pieces that stay whole; the joint stands at the end of a broken line. */
export function wrapPieces(pieces: readonly string[], joint: string, columns: number, indent = ''): string[] {
  const lines: string[] = [];
  let line = pieces[0] ?? '';
  for (const piece of pieces.slice(1)) {
    if (stringWidth(`${line}${joint}${piece}`) + stringWidth(joint.trimEnd()) <= columns) {
      line += joint + piece;
      continue;
    }
    if (line.trim() !== '') lines.push((line + joint).trimEnd());
    line = indent + piece;
  }
  return [...lines, line];
}

/** A command that someone will copy: it stays on one line, however narrow the terminal is. */
export function isCommand(text: string): boolean {
  return /^(?:aws|glfr|export|[A-Z][A-Z0-9_]*=\S*)\s/.test(text);
}

/** Prose is wrapped under its first word, a command is left as it is. */
export function hang(label: string, text: string, columns: number): string[] {
  if (isCommand(text)) return [label + text];
  return wrap(label + text, columns, ' '.repeat(stringWidth(label)));
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}
