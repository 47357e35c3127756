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

/** A command that someone will copy, and perhaps what is said of it: `glfr init --dry-run (shows the plan)`. */
export function isCommand(text: string): boolean {
  return /^(?:aws|glfr|npx glfr|export|[A-Z][A-Z0-9_]*=\S*)\s/.test(text);
}

/** Text is wrapped under its first word; a command so that a shell takes it as it stands. */
export function hang(label: string, text: string, columns: number): string[] {
  const indent = ' '.repeat(stringWidth(label));
  if (stringWidth(label + text) <= columns) return [label + text];
  if (!isCommand(text)) return wrap(label + text, columns, indent);
  const [, command = text, said = ''] = /^(.*?)(?: (\([a-z][^()]*\)))?$/.exec(text) ?? [];
  return [
    ...continued(label + command, columns, indent),
    ...(said === '' ? [] : wrap(indent + said, columns, indent)),
  ];
}

/** What a shell takes as one: quotes hold blanks together. */
const shellWords = /(?:\\.|"(?:\\.|[^"])*"|'[^']*'|[^\s"'\\])+/g;

/** Between words a shell reads on after a backslash at the end of the line. */
function continued(command: string, columns: number, indent: string): string[] {
  const margin = /^ */.exec(command)?.[0] ?? '';
  const words = command.slice(margin.length).match(shellWords) ?? [];
  if (words.join(' ') !== command.slice(margin.length)) return [command];
  const lines = wrapPieces(words, ' ', columns - ' \\'.length - margin.length, indent.slice(margin.length));
  return lines.map((line, index) => `${margin}${line}${index < lines.length - 1 ? ' \\' : ''}`);
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}
