import { message } from '../runner/message.ts';
import { type FieldValue, type LogLevel, type LogMessage, nanoseconds } from './log-record.ts';

/** Fields of every line of the multi-runner itself: running jobs and `concurrent` (commands/multi.go). */
export interface Load {
  builds: number;
  max_builds: number;
}

/** Numbers of the signals; logrus writes a Go `os.Signal` in JSON as its number. */
export const signalNumber = { SIGQUIT: 3, SIGTERM: 15 } as const;

function line(level: LogLevel, msg: string, fields: Record<string, FieldValue> = {}): LogMessage {
  return { level, msg, fields };
}

export function runtimePlatform(fields: {
  arch: string;
  os: string;
  pid: number;
  revision: string;
  version: string;
}): LogMessage {
  return line('info', message.runtimePlatform, fields);
}

/** Written before the configuration is read, so `max_builds` is 0. */
export function starting(configPath: string): LogMessage {
  return line('info', `${message.starting}${configPath}...`, { builds: 0, max_builds: 0 });
}

export function systemMode(): LogMessage {
  return line('info', message.systemMode);
}

/** The empty line that follows the mode. */
export function blank(): LogMessage {
  return line('info', '');
}

export function systemIdCreated(systemId: string): LogMessage {
  return line('info', message.systemIdCreated, { system_id: systemId });
}

export function usageLoggerDisabled(load: Load): LogMessage {
  return line('info', message.usageLoggerDisabled, { ...load });
}

export function configurationLoaded(load: Load): LogMessage {
  return line('info', message.configurationLoaded, { ...load });
}

export function metricsServer(load: Load, address: string | undefined): LogMessage {
  return address === undefined
    ? line('info', message.metricsDisabled, { ...load })
    : line('info', message.metricsListening, { ...load, address });
}

export function sessionsDisabled(load: Load): LogMessage {
  return line('info', message.sessionsDisabled, { ...load });
}

export function initializingProviders(load: Load): LogMessage {
  return line('info', message.initializingProviders, { ...load });
}

export function gracefulShutdown(load: Load): LogMessage {
  return line('warning', message.gracefulShutdown, { ...load, StopSignal: signalNumber.SIGQUIT });
}

export function forcefulShutdown(load: Load, timeoutMs: number): LogMessage {
  const fields = { ...load, StopSignal: signalNumber.SIGTERM, 'shutdown-timeout': nanoseconds(timeoutMs) };
  return line('warning', message.forcefulShutdown, fields);
}

export function workersStopped(load: Load): LogMessage {
  return line('info', message.workersStopped, { ...load });
}

export function shuttingDownProviders(load: Load, timeoutMs: number): LogMessage {
  return line('info', message.shuttingDownProviders, { ...load, 'shutdown-timeout': nanoseconds(timeoutMs) });
}

export function providersShutDown(load: Load): LogMessage {
  return line('info', message.providersShutDown, { ...load });
}

export function canExit(load: Load): LogMessage {
  return line('info', message.canExit, { ...load });
}
