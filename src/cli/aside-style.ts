import { createPaint, type TextStyle } from '../ui/paint.ts';
import { usesColour } from './terminal.ts';

/** How text beside the result looks: stderr's own width and colours. */
export function asideStyle(flags: { color?: boolean | undefined }): TextStyle {
  const { stderr } = process;
  return {
    columns: stderr.isTTY ? (stderr.columns ?? 80) : Number.POSITIVE_INFINITY,
    paint: createPaint(stderr.isTTY === true && usesColour(flags)),
  };
}
