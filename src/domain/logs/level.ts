/** gitlab-runner's levels (logrus), least first. */
export const levels = ['debug', 'info', 'warning', 'error', 'fatal', 'panic'] as const;
export type Level = (typeof levels)[number];

const shortNames: Readonly<Record<string, Level>> = { warn: 'warning', err: 'error' };

/** A level by its name or a usual short form. */
export function parseLevel(text: string): Level | undefined {
  const name = text.toLowerCase();
  return shortNames[name] ?? levels.find((level) => level === name);
}

/** Is a line of this level at least as grave? One whose level is not known is: nobody knows that it is not. */
export function isAtLeast(level: string, least: Level): boolean {
  const known = parseLevel(level);
  return known === undefined || levels.indexOf(known) >= levels.indexOf(least);
}
