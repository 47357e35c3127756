/** One word of a POSIX shell, whatever is in it; zsh reads it alike. */
export const quoted = (text: string): string => `'${oneLine(text).replaceAll("'", `'\\''`)}'`;

/** What one of these words matches in `case`. */
export const pattern = (words: readonly string[]): string => words.map(quoted).join(' | ');

/** As fish writes it: there a backslash counts inside quotes too. */
export const fishQuoted = (text: string): string =>
  `'${oneLine(text).replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
