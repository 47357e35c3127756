import { type Activity, executorOf } from './activity.ts';
import { textField } from './fields.ts';
import { goDurationMs } from './go-duration.ts';
import { message } from './message.ts';
import type { RunnerLine } from './runner-line.ts';

function discovered(activity: Activity, id: string | undefined, time: number): void {
  if (id !== undefined) executorOf(activity, id).discoveredAt ??= time;
}

function ready(activity: Activity, id: string | undefined, bootMs: number | undefined, time: number): void {
  if (id === undefined) return;
  const executor = executorOf(activity, id);
  executor.discoveredAt ??= time;
  executor.readyAt ??= time;
  if (bootMs !== undefined) executor.bootSeconds ??= bootMs / 1000;
}

function removed(activity: Activity, id: string | undefined, time: number): void {
  if (id !== undefined) executorOf(activity, id).removedAt ??= time;
}

function lost(activity: Activity, id: string | undefined, time: number): void {
  if (id === undefined) return;
  removed(activity, id, time);
  executorOf(activity, id).wasLost = true;
}

/** Ids of a list as Go prints it (`[i-1 i-2]`) or as JSON. */
function idsOf(text: string | undefined): readonly string[] {
  return text?.match(/[\w:.-]+/g) ?? [];
}

/** Reads the lines that are about an executor: taskscaler's, and docker-machine's by the machine's name. */
export function readExecutorLine(activity: Activity, line: RunnerLine, time: number): void {
  if (activity.managerStartedAt !== undefined && time < activity.managerStartedAt) return;
  const instance = textField(line, 'instance');
  const name = textField(line, 'name');
  switch (line.msg) {
    case message.instanceDiscovery:
      return discovered(activity, textField(line, 'id'), time);
    case message.instanceReady:
      return ready(activity, instance, goDurationMs(line.fields.took), time);
    case message.instanceLost:
      return lost(activity, instance, time);
    case message.readyUpFailed:
      return removed(activity, instance, time);
    case message.decreasing:
      for (const id of idsOf(textField(line, 'instances'))) removed(activity, id, time);
      return;
    case message.machineCreated:
      return ready(activity, name, goDurationMs(line.fields.duration), time);
    case message.machineRemoval:
      return removed(activity, name, time);
  }
}
