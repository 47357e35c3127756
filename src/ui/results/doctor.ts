import { type Check, type CheckState, checkGroups } from '../../domain/doctor/check.ts';
import type { DoctorResult } from '../../domain/result/doctor.ts';
import { bareScreen, type Screen, styleFor, type TextStyle, type Tone } from '../paint.ts';
import { safeText } from '../safe-text.ts';
import { hang, isCommand, wrap } from '../wrap.ts';
import { headline } from './headline.ts';

const labels = {
  ok: ['OK', 'good'],
  ng: ['NG', 'bad'],
  skip: ['SKIP', 'dim'],
} as const satisfies Record<CheckState, readonly [label: string, tone: Tone]>;

/** Result of `glfr doctor`: what is wrong first, then the tree; in a pipe one check a line, tab-separated. */
export function doctorLines(result: DoctorResult, screen: Screen = bareScreen): string[] {
  if (!screen.isTty) return result.checks.map(tabLine);
  const style = styleFor(screen);
  const wrong = result.checks.filter(({ state }) => state === 'ng');
  return [
    ...headline(result.healthy ? '✔' : '!', summary(result), style),
    ...wrong.flatMap((check) => wrongLines(check, style)),
    ...checkGroups.flatMap((group) => [
      '',
      style.paint('heading', group),
      ...treeLines(
        result.checks.filter((check) => check.group === group),
        style,
      ),
    ]),
  ];
}

const tabLine = ({ state, group, id, text, fix = '' }: Check): string =>
  [labels[state][0], group, id, text, fix].map(safeText).join('\t');

/** `2 checks NG, 15 OK, 6 SKIP`. */
function summary({ healthy, checks }: DoctorResult): string {
  const count = (wanted: CheckState) => checks.filter(({ state }) => state === wanted).length;
  const counts = `${count('ok')} OK, ${count('skip')} SKIP`;
  return healthy ? `nothing found wrong: ${counts}` : `${count('ng')} NG, ${counts}`;
}

function wrongLines({ group, id, text, fix }: Check, style: TextStyle): string[] {
  const said = wrap(safeText(`${group} ${id}: ${text}`), style.columns - 4);
  return [
    ...said.map((line, at) => `  ${at === 0 ? style.paint('bad', '✖') : ' '} ${line}`),
    ...(fix === undefined ? [] : hang('    try: ', safeText(fix), style.columns)).map((line) =>
      style.paint('accent', line),
    ),
  ];
}

/** What is wrong had its fix above; what was skipped says here how to see it. */
function treeLines(checks: readonly Check[], style: TextStyle): string[] {
  return checks.flatMap(({ state, id, text, fix }, index) => {
    const isLast = index === checks.length - 1;
    const [label, tone] = labels[state];
    const stem = style.paint('dim', isLast ? '   ' : '│  ');
    const [first = '', ...rest] = wrap(safeText(`${id}: ${text}`), style.columns - 8);
    return [
      `${style.paint('dim', isLast ? '└─' : '├─')} ${style.paint(tone, label.padEnd(4))} ${first}`,
      ...rest.map((line) => `${stem}     ${line}`),
      ...(state === 'skip' ? skippedLines(fix, `${stem}     `, style) : []),
    ];
  });
}

/** A command stays on one line: broken, what a person copies would have the tree's stem in it. */
function skippedLines(fix: string | undefined, indent: string, style: TextStyle): string[] {
  if (fix === undefined) return [];
  const text = safeText(fix);
  const lines = isCommand(text) ? [`try: ${text}`] : wrap(`try: ${text}`, style.columns - 8, '     ');
  return lines.map((line) => indent + style.paint('accent', line));
}
