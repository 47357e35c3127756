import type { Check } from '../domain/doctor/check.ts';
import { exitCode } from '../domain/exit-code.ts';
import { doctor } from '../operations/doctor.ts';
import { DoctorProgress } from '../ui/doctor-progress.ts';
import { doctorLines } from '../ui/results/doctor.ts';
import type { CommonValues } from './flags.ts';
import { gatherCredentials } from './gather.ts';
import type { Session } from './session.ts';
import { checkBundleFile, writeBundle } from './write-bundle.ts';

export interface DoctorFlags extends CommonValues {
  drift?: boolean | undefined;
  bundle?: string | undefined;
  force?: boolean | undefined;
  'token-file'?: string | undefined;
}

/** Looks, writes the report where one is wanted, shows the tree; exit code 1 when something is wrong. */
export async function runDoctor(flags: DoctorFlags, session: Session, version: string): Promise<void> {
  const { bundle, force = false } = flags;
  if (bundle !== undefined) await checkBundleFile(bundle, force);
  const credentials = await gatherCredentials(flags['token-file'], session.world);
  const deps = session.world.ports;
  const input = { stackName: flags.stack, credentials, drift: flags.drift ?? false, version };
  const { stderr } = process;
  const progress = new DoctorProgress({
    stderr,
    isTty: stderr.isTTY === true,
    columns: stderr.columns ?? 80,
  });
  const diagnosis = await session
    .perform(doctor(input, deps), (event) => void progress.handle(event))
    .finally(() => progress.end());
  if (bundle !== undefined) {
    const { doctorBundle } = await import('../operations/doctor-bundle.ts');
    const versions = [`glfr ${version}`, `node ${process.version}`, `${process.platform} ${process.arch}`];
    await writeBundle(bundle, await doctorBundle(diagnosis, { versions, credentials }, deps), force);
    session.aside(`wrote ${bundle}; read it before you give it away`);
  }
  const { healthy, checks } = diagnosis.result;
  const shown = { healthy, checks: checks.map((check) => typable(check, session.retype)) };
  await session.finish(shown, async (result) => doctorLines(result, session.screen));
  if (!healthy) process.exitCode = exitCode.failed;
}

const typable = (check: Check, retype: (text: string) => string): Check =>
  check.fix === undefined ? check : { ...check, fix: retype(check.fix) };
