import { GlfrError } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import type { ExecutorRow } from '../domain/fleet/executor-row.ts';
import type { Stack } from '../domain/stack/stack.ts';
import { rowOfJob } from './executor-of-job.ts';
import { type FleetRead, readExecutors } from './executors.ts';
import { checkExecutorId, noSuchExecutor, rowOf } from './find-executor.ts';
import { jobOfStack, looksLikeJob } from './job-of-stack.ts';
import type { IdentityPort } from './ports.ts';
import type { FleetDeps } from './read-fleet.ts';

interface Deps extends FleetDeps {
  identity: IdentityPort;
}

/** Where a session is to be opened. */
export interface Target {
  id: string;
  region: string;
  job?: { id: number; project?: string };
}

/** The executor to log in to, by its own id or by its job's; refuses where no session could be opened. */
export async function findTarget(
  input: { stackName?: string | undefined; wanted: string },
  deps: Deps,
): Promise<Target> {
  const { wanted } = input;
  const isJob = looksLikeJob(wanted);
  if (!isJob) checkExecutorId(wanted);
  const [read, { region }] = await Promise.all([
    readExecutors({ stackName: input.stackName, all: true }, deps),
    deps.identity.whoAmI(),
  ]);
  const job = isJob ? jobOfStack(wanted, read.stack, 'glfr executors connect').id : undefined;
  const row = job === undefined ? rowOf(wanted, read, 'connect') : rowOfJob(job, read);
  if (!row) throw job === undefined ? await noSuchExecutor(wanted, read, deps.fleet) : noSuchJob(job, read);
  refuseEnded(row, read);
  refuseWithoutSsm(read.stack);
  return { id: row.id, region, ...(row.job && { job: row.job }) };
}

function noSuchJob(job: number, { list, log }: FleetRead): GlfrError {
  const known = log.reader?.activity.jobs.get(job);
  const where = known?.executorId === undefined ? '' : `; it ran on ${known.executorId}`;
  const message =
    known?.endedAt === undefined
      ? `No executor of ${list.stackName} runs the job ${job}.`
      : `The job ${job} has ended${where}.`;
  return new GlfrError({
    code: 'job.not-found',
    message: [message, ...list.lacking].join(' '),
    suggestions: [
      ...(known?.executorId === undefined ? [] : [`glfr executors show ${job}`]),
      'glfr executors ls',
    ],
    exitCode: exitCode.notFound,
  });
}

function refuseEnded({ id, state }: ExecutorRow, { instances }: FleetRead): void {
  const ec2 = instances.find((instance) => instance.id === id)?.state;
  if (ec2 === 'running') return;
  const isYoung = ec2 === 'pending';
  throw new GlfrError({
    code: isYoung ? 'executor.booting' : 'executor.gone',
    message: isYoung
      ? `${id} is still being started.`
      : `${id} is ${ec2 ?? state}; nobody can log in any more.`,
    suggestions: isYoung
      ? [`glfr executors connect ${id} (in a minute)`]
      : [`glfr executors show ${id} (its log and console)`],
    exitCode: isYoung ? exitCode.stillInProgress : exitCode.notFound,
  });
}

/** Without the role that the setting gives, the agent on the machine may not report to Session Manager. */
function refuseWithoutSsm({ name, parameters }: Stack): void {
  if (parameters.Ssm === 'true') return;
  throw new GlfrError({
    code: 'connect.no-ssm',
    message: `The executors of ${name} take no sessions: the setting ssm is off.`,
    suggestions: [`glfr deploy --stack ${name} --ssm (for executors started from then on)`],
  });
}
