import type { GlfrEvent } from '../../domain/event.ts';
import type { JobFate } from '../../domain/runner/jobs-in-hand.ts';
import { duration } from '../duration.ts';
import type { TextStyle } from '../paint.ts';
import { safeText } from '../safe-text.ts';
import { count } from '../words.ts';
import { hang } from '../wrap.ts';

type InHand = Extract<GlfrEvent, { type: 'jobs.in-hand' }>;
type Fates = Extract<GlfrEvent, { type: 'jobs.ended' }>['jobs'];

/** So many are named; of the others there is only the number. */
const named = 8;

const nameOf = ({ id, project }: { id: number; project?: string }): string =>
  project === undefined ? `${id}` : `${id} of ${project}`;

function listed(texts: readonly string[]): string {
  const more = texts.length - named;
  return [...texts.slice(0, named), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

/** What the manager runs now, and what a change means for it. */
export function inHandLines({ jobs, fate }: InHand, { columns, paint }: TextStyle): string[] {
  if (jobs.length === 0) return hang('  Jobs       ', 'none runs now', columns);
  const names = listed(jobs.map((job) => `${nameOf(job)} (${duration(job.seconds)})`));
  const run = `${count(jobs.length, 'job')} ${jobs.length === 1 ? 'runs' : 'run'} now`;
  if (fate === 'end-first')
    return hang('  Jobs       ', safeText(`${run}, and end first: ${names}`), columns);
  return hang('! ', safeText(`${run} and will die: ${names}`), columns).map((line) => paint('warn', line));
}

const order: readonly JobFate[] = ['succeeded', 'failed', 'killed', 'running', 'unknown'];
const words: Readonly<Record<JobFate, string>> = {
  succeeded: 'succeeded',
  failed: 'failed',
  killed: 'killed',
  running: 'still running',
  unknown: 'of unknown end',
};

/** `3 ran: 2 succeeded, 1 killed (4711 of acme/x)`. */
export function fatesText(jobs: Fates): string {
  if (jobs.length === 0) return 'none ran, none was killed';
  const parts = order.flatMap((fate) => {
    const of = jobs.filter((job) => job.fate === fate);
    const names = fate === 'killed' ? ` (${listed(of.map(nameOf))})` : '';
    return of.length === 0 ? [] : [`${of.length} ${words[fate]}${names}`];
  });
  return `${jobs.length} ran: ${parts.join(', ')}`;
}
