import { type Project, sampleProjects } from './project.ts';
import { type Random, random } from './random.ts';

/** How a job's script ends when nothing disturbs it. */
type JobOutcome = { kind: 'success' } | { kind: 'failed'; exitCode: number };

/** One CI job as GitLab queues it. Times are epoch milliseconds; `durationMs` runs from the executor's start. */
export interface Job {
  id: number;
  pipelineId: number;
  projectId: number;
  projectFullPath: string;
  name: string;
  arrivesAt: number;
  durationMs: number;
  outcome: JobOutcome;
  traceBytes: number;
  userId?: number;
  namespaceId?: number;
}

/** A made-up stream of pipelines. */
export interface Workload {
  seed: string | number;
  startsAt: number;
  /** At the peak of `profile`; default 60. */
  jobsPerHour?: number;
  /** Default 90 s, the typical job of a small project (ICSE'24 study: 1.5 min in the free tier). */
  medianDurationMs?: number;
  durationSigma?: number;
  /** The share of jobs whose script fails; default 0.08. */
  failureShare?: number;
  /** Jobs that arrive together, at most; default 4. */
  largestPipeline?: number;
  /** The rate at a time as a share (0 to 1) of the peak: office hours, nights; default always 1. */
  profile?: (time: number) => number;
  projects?: readonly [Project, ...Project[]];
}

const FIRST_JOB = 4_211_350;
const FIRST_PIPELINE = 1_180_420;
const SHORTEST_MS = 2_000;
const LONGEST_MS = 6 * 3_600_000;
const EXIT_CODES = [1, 1, 1, 2, 127, 137] as const;

function makeJob(
  workload: Workload,
  number: number,
  job: Pick<Job, 'pipelineId' | 'arrivesAt' | 'userId' | 'name'>,
  project: Project,
): Job {
  const draw = random(workload.seed, 'job', number);
  const duration = draw.lognormal(workload.medianDurationMs ?? 90_000, workload.durationSigma ?? 0.75);
  const fails = draw.uniform() < (workload.failureShare ?? 0.08);
  return {
    id: FIRST_JOB + number * 3 + draw.integer(0, 2),
    ...job,
    projectId: project.id,
    projectFullPath: project.fullPath,
    namespaceId: project.namespaceId,
    durationMs: Math.round(Math.min(Math.max(duration, SHORTEST_MS), LONGEST_MS)),
    outcome: fails ? { kind: 'failed', exitCode: draw.pick(EXIT_CODES) } : { kind: 'success' },
    traceBytes: Math.round(draw.lognormal(18_000, 0.9)),
  };
}

function* pipelines(
  workload: Workload,
  largest: number,
): Generator<{ number: number; at: number; draw: Random }, never> {
  const gap = (3_600_000 * (1 + largest)) / 2 / (workload.jobsPerHour ?? 60);
  let at = workload.startsAt;
  for (let number = 0; ; number += 1) {
    const draw = random(workload.seed, 'pipeline', number);
    at += draw.exponential(gap);
    // Thinning keeps each pipeline's own draws where they are, whatever the profile.
    if (draw.uniform() < (workload.profile?.(at) ?? 1)) yield { number, at: Math.round(at), draw };
  }
}

/**
 * The endless stream of a workload's jobs, by arrival and by id. A pipeline's jobs arrive together; job n is the
 * same job under every setting of the runner.
 */
export function* jobs(workload: Workload): Generator<Job, never> {
  const largest = workload.largestPipeline ?? 4;
  const projects = workload.projects ?? sampleProjects;
  let number = 0;
  for (const { number: pipeline, at, draw } of pipelines(workload, largest)) {
    const project = draw.pick(projects);
    const size = draw.integer(1, largest);
    const userId = draw.integer(11, 48);
    const pipelineId = FIRST_PIPELINE + pipeline;
    for (let index = 0; index < size; index += 1) {
      const name = project.jobs[index % project.jobs.length] ?? project.jobs[0];
      yield makeJob(workload, number, { pipelineId, name, arrivesAt: at, userId }, project);
      number += 1;
    }
  }
  throw new Error('unreachable: pipelines never end');
}
