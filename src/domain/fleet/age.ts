import { GlfrError } from '../error.ts';
import { exitCode } from '../exit-code.ts';

const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** `--older-than 1h30m` in seconds. Error: `older-than.invalid` (2). */
export function parseAge(text: string): number {
  if (/^(\d+[smhdw])+$/.test(text)) {
    const parts = [...text.matchAll(/(\d+)([smhdw])/g)];
    return parts.reduce((sum, [, number, unit]) => sum + Number(number) * (unitSeconds[unit ?? ''] ?? 0), 0);
  }
  throw new GlfrError({
    code: 'older-than.invalid',
    message: `--older-than ${text} is no length of time.`,
    suggestions: ['--older-than 90s, 10m, 1h30m, 2d'],
    exitCode: exitCode.usage,
  });
}
