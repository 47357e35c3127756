import { GlfrError } from '../domain/error.ts';
import { redact } from '../domain/redact.ts';
import { bareScreen, type Screen, styleFor } from './paint.ts';
import { safeLines, safeText } from './safe-text.ts';
import { hang, wrap } from './wrap.ts';

/** What happened, then what to type next. An error nobody foresaw shows its stack and says that it is a bug. */
export function errorLines(error: unknown, screen: Screen = bareScreen): string[] {
  const { columns, paint } = styleFor(screen);
  const label = paint('bad', 'error:');
  if (!(error instanceof GlfrError)) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const [first = '', ...rest] = safeLines(redact(stack));
    const bug = wrap('This is a bug in glfr; please report it with the lines above.', columns);
    return [`${label} ${first}`, ...rest, ...bug];
  }
  const [first = '', ...rest] = safeLines(error.message);
  return [
    ...hang(`${label} `, first, columns),
    ...rest.flatMap((line) => wrap(line, columns, '  ')),
    ...error.suggestions.flatMap((one) => hang(`${paint('accent', 'try:')} `, safeText(one), columns)),
  ];
}
