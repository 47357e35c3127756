import { GlfrError } from '../domain/error.ts';
import { redact } from '../domain/redact.ts';
import { bareScreen, createPaint, type Screen } from './paint.ts';
import { safeLines, safeText } from './safe-text.ts';

/** What happened, then what to type next. An error nobody foresaw shows its stack and says that it is a bug. */
export function errorLines(error: unknown, { colour }: Pick<Screen, 'colour'> = bareScreen): string[] {
  const paint = createPaint(colour);
  const label = paint('bad', 'error:');
  if (!(error instanceof GlfrError)) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const [first = '', ...rest] = safeLines(redact(stack));
    return [`${label} ${first}`, ...rest, 'This is a bug in glfr; please report it with the lines above.'];
  }
  const [first = '', ...rest] = safeLines(error.message);
  const tries = error.suggestions.map((suggestion) => `${paint('accent', 'try:')} ${safeText(suggestion)}`);
  return [`${label} ${first}`, ...rest, ...tries];
}
