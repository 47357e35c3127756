import { endOf } from './job-end.ts';
import type { JobLog, JobRecord } from './job-record.ts';
import { raisedLimit, secondsAtLimit } from './limit.ts';
import { executorPhases, type Phase, type PhaseKind, secondsIn } from './phases.ts';

/** What cost most, and what would make the next one faster: only what the log shows. */
export interface Advice {
  /** The phase that took longest. */
  phase: PhaseKind;
  text: string;
  /** Commands to type. */
  next: readonly string[];
}

/** What the stack is set to, as far as it matters here. */
export interface AdviceFacts {
  concurrency?: number | undefined;
  idle?: number | undefined;
  ssh?: string | undefined;
}

/** Judges where the time went; of a job that did not fail by its own script it says that too. */
export function adviceFor(job: JobRecord, log: JobLog, phases: readonly Phase[], facts: AdviceFacts): Advice {
  const advice = costliest(job, log, phases, facts);
  const outcome = endOf(job, log)?.outcome;
  if (outcome !== 'system-failure' && outcome !== 'lost') return advice;
  const by =
    outcome === 'lost' ? 'Its manager went before it ended' : 'It failed by its executor, not by its script';
  return {
    ...advice,
    text: `${by}; the log around its end says more. ${advice.text}`,
    next: ['glfr logs --since 1h', ...advice.next],
  };
}

/** Judges waiting in GitLab, getting an executor and running as a whole each; then within the longest of them. */
function costliest(job: JobRecord, log: JobLog, phases: readonly Phase[], facts: AdviceFacts): Advice {
  const queue = secondsIn(phases, 'queue');
  const executor = secondsIn(phases, ...executorPhases);
  const run = secondsIn(phases, 'run');
  if (queue >= executor && queue > run) return queueAdvice(log, phases, queue, facts);
  if (executor > run) return executorAdvice(job, phases, facts);
  const ready =
    executor < 5
      ? 'An executor was at hand, so nothing of this stack would make it much faster'
      : `Getting its executor took ${whole(executor)}, which an idle one would spare`;
  return {
    phase: 'run',
    text: `Most of it was the job itself. ${ready}; pulling its image counts as running, and its log in GitLab shows how long that took.`,
    next: [],
  };
}

function queueAdvice(log: JobLog, phases: readonly Phase[], queue: number, facts: AdviceFacts): Advice {
  const { from = 0, to = 0 } = phases.find(({ kind }) => kind === 'queue') ?? {};
  const atLimit = secondsAtLimit(log.loads, from, to);
  const most = log.loads.findLast(({ at }) => at <= to)?.maxBuilds ?? facts.concurrency;
  const phase = 'queue';
  if (atLimit >= queue / 2) {
    const limit = most ?? 1;
    const text = `Most of it was waiting in GitLab: the manager ran ${jobs(limit)}, as many as it may, for ${whole(atLimit)} of these ${whole(queue)}. A higher concurrency would have let it start earlier.`;
    return { phase, text, next: [`glfr scale --concurrency ${raisedLimit(limit)}`] };
  }
  if (log.starts.some((start) => start > from && start <= to)) {
    const text =
      'Most of it was waiting in GitLab while one manager took the place of another: a deploy or a restart, not the size of the stack.';
    return { phase, text, next: [] };
  }
  const text = `Most of it was waiting in GitLab, and the log does not show why: the manager had room. A paused runner, a token that was refused, or a resource group of the job would look like this.`;
  return { phase, text, next: ['glfr runner check'] };
}

function executorAdvice(job: JobRecord, phases: readonly Phase[], facts: AdviceFacts): Advice {
  const [phase = 'executor'] = executorPhases.toSorted((a, b) => secondsIn(phases, b) - secondsIn(phases, a));
  const again = job.retries > 0 ? ` Its preparation failed ${times(job.retries)} before it went well.` : '';
  const took = whole(secondsIn(phases, phase));
  if (phase === 'connect' || phase === 'pickup') {
    const isSlow = facts.ssh === 'instance-connect';
    const why = isSlow
      ? 'EC2 Instance Connect is slower than the key pair of the stack'
      : 'the manager had the executor ready, or was busy with others';
    const text = `Most of it was between manager and executor (${took}): ${why}.${again}`;
    return { phase, text, next: isSlow ? ['glfr deploy --ssh key'] : [] };
  }
  const idle = facts.idle ?? 0;
  const what = {
    launch: 'until AWS launched an instance',
    boot: 'the boot of an instance',
    executor: 'waiting for an executor',
  }[phase];
  const kept =
    idle > 0
      ? `${idle} idle ${idle === 1 ? 'executor is' : 'executors are'} kept, and none was free`
      : 'no executor is kept idle';
  const text = `Most of it was ${what} (${took}): ${kept}. ${idle > 0 ? 'More' : 'An'} idle ${idle > 0 ? 'executors spare' : 'executor spares'} a job this wait, and ${idle > 0 ? 'cost' : 'costs'} while ${idle > 0 ? 'they wait' : 'it waits'}.${again}`;
  return { phase, text, next: [`glfr deploy --idle ${idle + 1}`] };
}

const whole = (seconds: number): string => `${Math.round(seconds)} s`;
const jobs = (count: number): string => `${count} ${count === 1 ? 'job' : 'jobs'}`;
const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);
