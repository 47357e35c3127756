import type { JobRow } from '../domain/runner/jobs/job-row.ts';
import { isDrawn } from '../ui/list/format.ts';
import { formatRows } from '../ui/list/formats.ts';
import type { Screen } from '../ui/paint.ts';
import { jobList, jobSummary } from '../ui/results/jobs.ts';
import type { Frame } from '../ui/tty/frame.ts';
import type { JobChoice } from './job-choice.ts';
import { printRows } from './print-rows.ts';
import type { Session } from './session.ts';

interface Flags {
  choice: JobChoice;
  since: string;
  watch: boolean;
}

/** The jobs once, or with `--watch` again and again. */
export async function showJobs(
  read: () => Promise<JobRow[]>,
  { choice, since, watch }: Flags,
  session: Session,
): Promise<void> {
  let all: readonly JobRow[] = [];
  const chosen = async (): Promise<JobRow[]> => {
    all = await read();
    return choice.choose(all);
  };
  const summaryOf = (rows: readonly JobRow[]) => jobSummary(rows, since, all.length);
  if (watch) {
    const { watch: again } = await import('./watch.ts');
    const { jobFrames } = await import('../ui/results/job-frames.ts');
    const { bodyFrame } = await import('../ui/tty/frame.ts');
    const draw = jobFrames();
    const frame = async (rows: readonly JobRow[], screen: Screen): Promise<Frame> => {
      const layout = choice.layout(rows, screen, session.deps.clock.now());
      if (isDrawn(choice.format)) return draw(rows, layout, summaryOf(rows));
      return bodyFrame((await formatRows(rows, layout, jobList)).lines);
    };
    return again({ session: { ...session, json: choice.format === 'json' }, read: chosen, frame });
  }
  const rows = await session.patiently(chosen());
  await printRows(rows, { choice, kind: jobList, summary: summaryOf(rows) }, session);
}
