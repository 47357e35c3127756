import type { Activity } from './activity.ts';
import { numberField } from './fields.ts';
import { message } from './message.ts';
import type { RunnerLine } from './runner-line.ts';

/** A new process knows nothing of the old one's work: its jobs are lost, and it removes every executor it finds. */
function restart(activity: Activity, time: number): void {
  if (activity.managerStartedAt !== undefined && time <= activity.managerStartedAt) return;
  activity.managerStartedAt = time;
  delete activity.drainingSince;
  delete activity.managerStoppedAt;
  delete activity.configurationLoadedAt;
  activity.executors.clear();
  for (const job of activity.jobs.values()) {
    if (job.endedAt === undefined && (job.takenAt ?? job.startedAt ?? time) <= time) {
      job.endedAt = time;
      job.outcome = 'lost';
    }
  }
}

/** Reads the lines of the process itself: start, configuration, load, stop. */
export function readManagerLine(activity: Activity, line: RunnerLine, time: number): void {
  if (line.msg.startsWith(message.starting)) restart(activity, time);
  if (activity.managerStartedAt !== undefined && time < activity.managerStartedAt) return;
  if (line.msg === message.configurationLoaded) activity.configurationLoadedAt = time;
  if (line.msg === message.gracefulShutdown || line.msg === message.forcefulShutdown)
    activity.drainingSince ??= time;
  if (line.msg === message.canExit) activity.managerStoppedAt = time;
  const maxBuilds = numberField(line, 'max_builds');
  const builds = numberField(line, 'builds');
  if (builds !== undefined) activity.builds = builds;
  // 0 stands there only until the configuration is loaded.
  if (maxBuilds !== undefined && maxBuilds > 0) activity.maxBuilds = maxBuilds;
}
