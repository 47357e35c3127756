import { parseLogLine } from './log-line.ts';
import { isRefusal } from './message.ts';

/** What one line of the manager's log says about its own health. */
export type ManagerSign =
  | { kind: 'configured'; maxBuilds: number; builds: number; isDraining: boolean }
  | { kind: 'refused'; text: string };

/**
 * Reads a sign from a manager's log line: every line of the multi-runner carries `max_builds`, which is 0
 * until its configuration is loaded. Source: gitlab-runner commands/multi.go, network/gitlab.go.
 */
export function managerSign(message: string): ManagerSign | undefined {
  const line = parseLogLine(message);
  if (line.kind !== 'runner') return undefined;
  if (isRefusal(line.msg)) {
    return { kind: 'refused', text: `${line.msg} ${line.fields.status ?? ''}`.trim() };
  }
  const maxBuilds = Number(line.fields.max_builds);
  if (!(maxBuilds > 0)) return undefined;
  const builds = Number(line.fields.builds ?? 0);
  const isDraining = line.msg.startsWith('Starting graceful shutdown');
  return { kind: 'configured', maxBuilds, builds, isDraining };
}
