import type { CheckReport } from '../domain/check/report.ts';
import { resultOf } from '../domain/check/report.ts';
import { exitCode } from '../domain/exit-code.ts';
import { type CheckInput, check } from '../operations/check.ts';
import { checkLines } from '../ui/results/check/check.ts';
import type { CheckValues } from './check-flags.ts';
import { gatherCheck } from './gather-check.ts';
import type { Session } from './session.ts';

/** Asks, mends where that is wanted, and says how it ended by the exit code too. */
export async function runCheck(flags: CheckValues, session: Session): Promise<void> {
  const input = await gatherCheck(flags, session.world);
  const report = await answer(flags, input, session);
  await session.finish(resultOf(report), async () =>
    checkLines(report, { ...session.screen, verbose: flags.verbose ?? false }),
  );
  warn(report, session);
  if (report.verdict === 'BLOCKED' || report.verdict === 'PARTIAL') process.exitCode = exitCode.unreachable;
}

async function answer(flags: CheckValues, input: CheckInput, session: Session): Promise<CheckReport> {
  const { deps } = session;
  const confirmed = flags.yes ?? false;
  const first = await session.perform(check(input, deps));
  let checked = first;
  if (flags.fix) {
    const { fix } = await import('../operations/check-fix.ts');
    checked = await session.perform(fix({ ...input, confirmed }, first, deps));
  }
  if (!flags['ask-aws']) return checked.report;
  const { askAws } = await import('../operations/ask-aws.ts');
  return session.perform(askAws({ confirmed }, checked, deps));
}

/** UNKNOWN is no failure, but nobody should take it for a yes. */
function warn({ verdict, refused }: CheckReport, session: Session): void {
  if (refused.length > 0) session.aside(`not readable: ${refused.join(', ')}`);
  if (verdict === 'UNKNOWN') session.aside('warning: some answers are unknown, which is neither yes nor no');
}
