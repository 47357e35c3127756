import { styleText } from 'node:util';

/** What a piece of text means; the colour follows from it. */
export type Tone = 'heading' | 'dim' | 'good' | 'bad' | 'warn' | 'accent';

export type Paint = (tone: Tone, text: string) => string;

/** How text for people is laid out: where it may be broken, and how it is coloured. */
export interface TextStyle {
  /** `Infinity` where nothing is wrapped or cut, as in a pipe. */
  columns: number;
  paint: Paint;
}

const formats = {
  heading: 'bold',
  dim: 'dim',
  good: 'green',
  bad: 'red',
  warn: 'yellow',
  accent: 'cyan',
} as const satisfies Record<Tone, Parameters<typeof styleText>[0]>;

const noPaint: Paint = (_tone, text) => text;

/** Whether to colour was decided by the caller (TTY, NO_COLOR, --no-color), so styleText is not asked again. */
export function createPaint(colour: boolean): Paint {
  if (!colour) return noPaint;
  return (tone, text) => (text === '' ? '' : styleText(formats[tone], text, { validateStream: false }));
}

/** How stdout looks. */
export interface Screen {
  isTty: boolean;
  columns: number;
  colour: boolean;
}

/** A pipe or a file. */
export const bareScreen: Screen = { isTty: false, columns: 0, colour: false };

/** Only a terminal has a width: in a pipe nothing is wrapped or cut. */
export function styleFor({ isTty, columns, colour }: Screen): TextStyle {
  return { columns: isTty ? columns : Number.POSITIVE_INFINITY, paint: createPaint(colour) };
}
