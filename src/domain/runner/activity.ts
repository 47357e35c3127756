import { executorEvent } from './executor-event.ts';
import { numberField } from './fields.ts';
import { jobEvent } from './job-event.ts';
import type { LogLine } from './log-line.ts';
import { message } from './message.ts';
import type { RunnerLine } from './runner-line.ts';
import { applyExecutorEvent, applyJobEvent, forgetWork, loseWork, type Work } from './work.ts';

/** The state of a manager and of all it does, as far as its log tells. Times are epoch milliseconds. */
export interface Activity extends Work {
  managerStartedAt?: number;
  configurationLoadedAt?: number;
  /** Since when it takes no more jobs and waits for the running ones. */
  drainingSince?: number;
  managerStoppedAt?: number;
  maxBuilds?: number;
  builds?: number;
  firstLineAt?: number;
  lastLineAt?: number;
  /** When ended jobs were last forgotten. */
  sweptAt?: number;
}

/** How a line is taken in. */
export interface StepOptions {
  /** CloudWatch's time of the line, for the format that has none. Epoch milliseconds. */
  receivedAt?: number;
  /** Jobs that ended and executors that went so long ago are forgotten; default a day. */
  forgetAfterMs?: number;
}

const DAY_MS = 86_400_000;

/** What is known before the first line. */
export function emptyActivity(): Activity {
  return { jobs: new Map(), executors: new Map() };
}

/** Takes one line of the manager's log into the activity, in place, and returns it. A repeated line changes nothing. */
export function step(activity: Activity, line: LogLine, options: StepOptions = {}): Activity {
  if (line.kind === 'other') return activity;
  const time = line.time ?? options.receivedAt ?? activity.lastLineAt;
  if (time === undefined) return activity;
  if (line.msg.startsWith(message.starting)) restart(activity, time);
  const isCurrent = time >= (activity.managerStartedAt ?? time);
  const job = jobEvent(line);
  if (job !== undefined) applyJobEvent(activity, job, time, isCurrent);
  if (isCurrent) {
    const executor = executorEvent(line);
    if (executor !== undefined) applyExecutorEvent(activity, executor, time);
    readManager(activity, line, time);
  }
  activity.firstLineAt = Math.min(activity.firstLineAt ?? time, time);
  activity.lastLineAt = Math.max(activity.lastLineAt ?? time, time);
  sweep(activity, activity.lastLineAt, options.forgetAfterMs ?? DAY_MS);
  return activity;
}

function restart(activity: Activity, time: number): void {
  if (activity.managerStartedAt !== undefined && time <= activity.managerStartedAt) return;
  activity.managerStartedAt = time;
  delete activity.drainingSince;
  delete activity.managerStoppedAt;
  delete activity.configurationLoadedAt;
  loseWork(activity, time);
}

function readManager(activity: Activity, line: RunnerLine, time: number): void {
  if (line.msg === message.configurationLoaded) activity.configurationLoadedAt = time;
  const isStopping = line.msg === message.gracefulShutdown || line.msg === message.forcefulShutdown;
  if (isStopping) activity.drainingSince ??= time;
  if (line.msg === message.canExit) activity.managerStoppedAt = time;
  if (time < (activity.lastLineAt ?? time)) return;
  const maxBuilds = numberField(line, 'max_builds');
  activity.builds = numberField(line, 'builds') ?? activity.builds;
  // 0 stands there only until the configuration is loaded.
  if (maxBuilds !== undefined && maxBuilds > 0) activity.maxBuilds = maxBuilds;
}

/** Twice in `after`, so that a line costs no more for all the jobs that are known. */
function sweep(activity: Activity, now: number, after: number): void {
  activity.sweptAt ??= now;
  if (now - activity.sweptAt < after / 2) return;
  activity.sweptAt = now;
  forgetWork(activity, now - after);
}
