import { elapsed } from '../duration.ts';
import type { TextStyle, Tone } from '../paint.ts';
import { safeText } from '../safe-text.ts';
import type { PhaseState } from '../screen-state.ts';
import { hang, wrap } from '../wrap.ts';

const marks = {
  running: ['…', 'dim'],
  done: ['✔', 'good'],
  failed: ['✖', 'bad'],
  skipped: ['–', 'dim'],
} as const satisfies Record<PhaseState['status'], readonly [string, Tone]>;

/** A phase as it stays on the screen, with what was found out under it. One that still runs was left there. */
export function phaseLines(phase: PhaseState, now: number, { columns, paint }: TextStyle): string[] {
  const [mark, tone] = marks[phase.status];
  const [first = '', ...rest] = wrap(safeText(phase.text) + tookText(phase, now), columns - 2);
  const facts = phase.facts.flatMap((fact) => hang('  ', fact, columns));
  return [
    `${paint(tone, mark)} ${first}`,
    ...rest.map((line) => `  ${line}`),
    ...facts.map((line) => paint('dim', line)),
  ];
}

function tookText({ startedAt, endedAt }: PhaseState, now: number): string {
  const until = endedAt ?? now;
  return until - startedAt < 1000 ? '' : ` (${elapsed(startedAt, until)})`;
}
