import { message } from '../runner/message.ts';
import { type FieldValue, type LogLevel, type LogMessage, nanoseconds, rfc3339Nano } from './log-record.ts';

function line(level: LogLevel, msg: string, fields: Record<string, FieldValue>): LogMessage {
  return { level, msg, fields };
}

/** A line of the program docker-machine, which gitlab-runner passes on (helpers/docker/machine_command.go). */
export function commandSaid(
  operation: 'create' | 'stop' | 'remove' | 'force-remove',
  name: string,
  text: string,
): LogMessage {
  return line('info', text, { operation, ...(operation === 'create' && { driver: 'amazonec2' }), name });
}

/** executors/docker/machine/provider.go createWithGrowthCapacity: the exact time of the boot. */
export function machineCreated(name: string, tookMs: number, now: number): LogMessage {
  const fields = { name, duration: nanoseconds(tookMs), now: rfc3339Nano(now), retries: 0 };
  return line('info', message.machineCreated, fields);
}

/** The same, where `docker-machine create` failed. */
export function machineFailed(name: string, tookMs: number): LogMessage {
  return line('error', message.machineFailed, { name, time: nanoseconds(tookMs), error: 'exit status 1' });
}

/** What details.go says of a machine on every line of its removal. */
export interface MachineFacts {
  name: string;
  createdAt: number;
  usedAt: number;
  usedCount: number;
  reason: string;
}

const facts = ({ name, createdAt, usedAt, usedCount, reason }: MachineFacts, now: number) => ({
  name,
  lifetime: nanoseconds(now - createdAt),
  used: nanoseconds(now - usedAt),
  usedCount,
  reason,
});

/** provider.go remove. */
export function removalRequested(machine: MachineFacts, now: number): LogMessage {
  return line('warning', message.machineRemoval, { ...facts(machine, now), now: rfc3339Nano(now) });
}

/** provider.go removeMachine: its steps are warnings. */
export function removalStep(
  machine: MachineFacts,
  now: number,
  step: 'machineStopping' | 'machineRemoving' | 'machineStopFailed',
): LogMessage {
  const fields = facts(machine, now);
  return line(
    'warning',
    message[step],
    step === 'machineStopFailed' ? { ...fields, error: 'exit status 1' } : fields,
  );
}

/** provider.go finalizeRemoval. */
export function machineRemoved(machine: MachineFacts, now: number): LogMessage {
  const fields = { ...facts(machine, now), now: rfc3339Nano(now), retries: 0 };
  return line('info', message.machineRemoved, fields);
}

type DrainText =
  | 'machinesShutDown'
  | 'machineDrainOff'
  | 'machineDrainStarted'
  | 'machineDrainEmpty'
  | 'machineDraining'
  | 'machineDrained'
  | 'machineDrainEnded';

/** executors/docker/machine/shutdown.go. */
export function drain(text: DrainText, fields: Record<string, FieldValue> = {}): LogMessage {
  return line('info', message[text], { executor: 'docker+machine', ...fields });
}
