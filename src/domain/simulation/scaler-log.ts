import { message } from '../runner/message.ts';
import type { Executor } from './executor.ts';
import {
  type FieldValue,
  type LogLevel,
  type LogMessage,
  nanoseconds,
  type RunnerFields,
} from './log-record.ts';

function line(
  who: RunnerFields,
  level: LogLevel,
  msg: string,
  fields: Record<string, FieldValue>,
): LogMessage {
  return { level, msg, fields: { ...who, subsystem: 'taskscaler', ...fields } };
}

/** Once, with the first job request. */
export function pluginInitialized(who: RunnerFields, version: string, buildInfo: string): LogMessage {
  return line(who, 'info', message.pluginInitialized, { version, 'build info': buildInfo });
}

/** `capacityInfo` as `capacityInfo()` forms it. */
export function scalingChange(who: RunnerFields, required: number, capacityInfo: string): LogMessage {
  return line(who, 'info', message.scalingChange, { required, 'capacity-info': capacityInfo });
}

/** Before the group is asked. */
export function increasing(who: RunnerFields, group: string, amount: number): LogMessage {
  return line(who, 'info', message.increasing, { amount, group });
}

/** After the group has answered. */
export function increasingResponse(who: RunnerFields, group: string, amount: number): LogMessage {
  return line(who, 'info', message.increasingResponse, {
    group,
    num_requested: amount,
    num_successful: amount,
  });
}

/** `pending`: how many instances are still to come. */
export function increaseUpdate(who: RunnerFields, group: string, pending: number): LogMessage {
  return line(who, 'info', message.increaseUpdate, { group, pending, requesting: 0, total_pending: pending });
}

/** Verified with `cause=requested state=running`; the other values are inferred from the plugin's mapping of states. */
export function instanceDiscovery(
  who: RunnerFields,
  group: string,
  id: string,
  seen: { cause: 'requested' | 'preexisted'; state: 'creating' | 'running' },
): LogMessage {
  return line(who, 'info', message.instanceDiscovery, { ...seen, group, id });
}

/** `tookMs`: from EC2's launch until SSH and Docker answer. */
export function instanceReady(who: RunnerFields, id: string, tookMs: number): LogMessage {
  return line(who, 'info', message.instanceReady, { instance: id, took: nanoseconds(tookMs) });
}

/** An instance went without the manager's doing (docs/executors/docker_autoscaler.md). */
export function instanceLost(who: RunnerFields, executor: Executor): LogMessage {
  const fields = { instance: executor.id, 'max-use-count': 1, slots: {}, used: executor.jobIds.length };
  return line(who, 'error', message.instanceLost, fields);
}

/** A new manager without stored state trusts no instance it finds (provider.go, instanceReadyUp). Text unverified. */
export function leftoverFound(who: RunnerFields, id: string): LogMessage {
  const err = 'no data on pre-existing instance so removing for safety';
  return line(who, 'error', message.readyUpFailed, { instance: id, err });
}

/** Unverified text and fields: the scale-down lines of fleeting were out of reach. */
export function decreasing(who: RunnerFields, group: string, ids: readonly string[]): LogMessage {
  return line(who, 'info', message.decreasing, { amount: ids.length, group, instances: ids });
}
