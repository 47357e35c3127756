import { message } from '../runner/message.ts';
import { type FieldValue, type LogLevel, type LogMessage, nanoseconds } from './log-record.ts';

/** Fields of every line of the multi-runner itself: running jobs and `concurrent` (commands/multi.go). */
export interface Load {
  builds: number;
  max_builds: number;
}

/** Numbers of the signals; logrus writes a Go `os.Signal` in JSON as its number. */
const signalNumber = { SIGQUIT: 3, SIGTERM: 15 } as const;

function line(level: LogLevel, msg: string, fields: Record<string, FieldValue> = {}): LogMessage {
  return { level, msg, fields };
}

/** The first line of every process (helpers/cli/runtime_platform.go). */
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

/** commands/user_mode_warning.go, as root. */
export function systemMode(): LogMessage {
  return line('info', message.systemMode);
}

/** The empty line that follows the mode. */
export function blank(): LogMessage {
  return line('info', '');
}

/** A container without `.runner_system_id` (configfile/system_id_state.go). */
export function systemIdCreated(systemId: string): LogMessage {
  return line('info', message.systemIdCreated, { system_id: systemId });
}

/** commands/multi.go reloadUsageLogger. */
export function usageLoggerDisabled(load: Load): LogMessage {
  return line('info', message.usageLoggerDisabled, { ...load });
}

/** commands/multi.go reloadConfig: the first line with the true `max_builds`. */
export function configurationLoaded(load: Load): LogMessage {
  return line('info', message.configurationLoaded, { ...load });
}

/** commands/multi.go setupMetricsAndDebugServer. */
export function metricsServer(load: Load, address: string | undefined): LogMessage {
  return address === undefined
    ? line('info', message.metricsDisabled, { ...load })
    : line('info', message.metricsListening, { ...load, address });
}

/** commands/multi.go setupSessionServer. */
export function sessionsDisabled(load: Load): LogMessage {
  return line('info', message.sessionsDisabled, { ...load });
}

/** commands/multi.go initUsedExecutorProviders. */
export function initializingProviders(load: Load): LogMessage {
  return line('info', message.initializingProviders, { ...load });
}

/** SIGQUIT (commands/multi.go handleGracefulShutdown). */
export function gracefulShutdown(load: Load): LogMessage {
  return line('warning', message.gracefulShutdown, { ...load, StopSignal: signalNumber.SIGQUIT });
}

/** SIGTERM (commands/multi.go handleForcefulShutdown). */
export function forcefulShutdown(load: Load, timeoutMs: number): LogMessage {
  const fields = { ...load, StopSignal: signalNumber.SIGTERM, 'shutdown-timeout': nanoseconds(timeoutMs) };
  return line('warning', message.forcefulShutdown, fields);
}

/** commands/multi.go run: the last job has ended. */
export function workersStopped(load: Load): LogMessage {
  return line('info', message.workersStopped, { ...load });
}

/** commands/multi.go shutdownUsedExecutorProviders. */
export function shuttingDownProviders(load: Load, timeoutMs: number): LogMessage {
  return line('info', message.shuttingDownProviders, { ...load, 'shutdown-timeout': nanoseconds(timeoutMs) });
}

/** commands/multi.go run. */
export function providersShutDown(load: Load): LogMessage {
  return line('info', message.providersShutDown, { ...load });
}

/** commands/multi.go run: the last line of an orderly exit. */
export function canExit(load: Load): LogMessage {
  return line('info', message.canExit, { ...load });
}
