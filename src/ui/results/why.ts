import type { WhyResult } from '../../domain/result/why.ts';
import { duration } from '../duration.ts';
import { bareScreen, type Screen, styleFor, type TextStyle, type Tone } from '../paint.ts';
import { wrap } from '../wrap.ts';
import { headline } from './headline.ts';
import { openPhaseWords, phaseWords, resultWords, seconds } from './job-words.ts';
import { nextLines } from './next.ts';
import { pairLines } from './pairs.ts';

/** In a pipe there is no width to fill. */
const bareBar = 40;
const labelWidth = 19;
const numberWidth = 8;

/** Result of `glfr why`: what it was, its time from left to right, and what cost most. */
export function whyLines(result: WhyResult, screen: Screen = bareScreen): string[] {
  const style = styleFor(screen);
  const { job, totalSeconds, advice } = result;
  const state = [job.state, resultWords(job)].filter(Boolean).join(', ');
  const isWell = job.result === undefined || job.result === 'success';
  return [
    ...headline(isWell ? '✔' : '!', `job ${job.id}: ${state}, ${duration(totalSeconds)} in all`, style),
    ...pairLines(
      [
        ['Project', job.project ?? ''],
        ['Executor', job.executorId ?? ''],
        ['Stack', `${result.stackName} in ${result.region}`],
      ],
      style,
    ),
    '',
    ...waterfall(result, style),
    '',
    ...wrap(advice.text, style.columns - 2).map((line) => `  ${line}`),
    ...nextLines(result.next, style),
  ];
}

function waterfall({ job, phases, totalSeconds, advice }: WhyResult, style: TextStyle): string[] {
  const free = style.columns - labelWidth - numberWidth - 5;
  const width = Number.isFinite(style.columns) ? Math.max(8, Math.min(free, 60)) : bareBar;
  let before = 0;
  return phases.map(({ kind, seconds: took }, index) => {
    const tone: Tone = kind === advice.phase ? 'warn' : kind === 'run' ? 'good' : 'accent';
    const bar = style.paint(tone, barOf(before, took, totalSeconds, width));
    before += took;
    const isOpen = job.endedAt === undefined && index === phases.length - 1;
    const words = (isOpen && openPhaseWords[kind]) || phaseWords[kind];
    const label = words.padEnd(labelWidth);
    return `  ${style.paint('dim', label)}${timeOf(took).padStart(numberWidth)}  ${bar}`.trimEnd();
  });
}

/** As the whole stands above, so that `1m38s` does not come again as `98s`. */
const timeOf = (took: number): string => (took < 60 ? seconds(took) : duration(took));

/** A bar that begins where the one above ended; whatever took time is seen. */
function barOf(before: number, took: number, total: number, width: number): string {
  const at = (value: number): number => Math.round((value / (total || 1)) * width);
  const from = Math.min(at(before), width - 1);
  const length = took > 0 ? Math.max(1, at(before + took) - from) : 0;
  return `${' '.repeat(from)}${'█'.repeat(length)}`;
}
