import type { JobRow } from '../../domain/runner/jobs/job-row.ts';
import { KeptColumns } from '../kept-columns.ts';
import { leftOutText } from '../list.ts';
import { type Screen, styleFor } from '../paint.ts';
import type { Frame } from '../tty/frame.ts';
import { wrap } from '../wrap.ts';
import { jobList, jobSummary } from './jobs.ts';

/** The jobs as they are drawn again and again. */
export function jobFrames(since: string): (rows: readonly JobRow[], screen: Screen) => Frame {
  const kept = new KeptColumns();
  return (rows, screen) => {
    const { columns, paint } = styleFor(screen);
    const list = jobList(rows, screen, kept);
    const left = leftOutText(list.leftOut);
    return {
      head: [...wrap(jobSummary(rows, since), columns), ...list.head],
      body: list.rows,
      foot: left === '' ? [] : wrap(left, columns).map((line) => paint('dim', line)),
      noun: 'rows',
    };
  };
}
