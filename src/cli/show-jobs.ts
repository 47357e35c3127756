import type { JobRow } from '../domain/runner/jobs/job-row.ts';
import { formatRows } from '../ui/list/formats.ts';
import type { Screen } from '../ui/paint.ts';
import { jobList, jobSummary } from '../ui/results/jobs.ts';
import type { JobChoice } from './job-choice.ts';
import { printRows } from './print-rows.ts';
import type { Session } from './session.ts';

interface Flags {
  choice: JobChoice;
  since: string;
  watch: boolean;
  columns?: string | undefined;
  output?: string | undefined;
}

/** The jobs once, or with `--watch` again and again. */
export async function showJobs(
  read: () => Promise<JobRow[]>,
  { choice, since, watch, columns, output }: Flags,
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
    const lines = async (rows: readonly JobRow[], screen: Screen) => {
      const layout = choice.layout(rows, screen, session.deps.clock.now());
      return [summaryOf(rows), ...(await formatRows(rows, layout, jobList)).lines];
    };
    return again({ session: { ...session, json: choice.format === 'json' }, read: chosen, lines });
  }
  const rows = await session.patiently(chosen());
  // Whoever asks for nothing special knows that a narrow terminal shows less.
  const saysLeftOut = columns !== undefined || output !== undefined;
  await printRows(rows, { choice, kind: jobList, summary: summaryOf(rows), saysLeftOut }, session);
}
