import type { LogEvent } from '../../domain/logs/log-event.ts';
import { subjectOf } from '../../domain/logs/subject.ts';
import type { LogLine } from '../../domain/runner/log-line.ts';
import { toJson } from '../ndjson.ts';

/** An event as one JSON object: as CloudWatch has it, and what glfr could read of it. */
export function jsonLine({ id, time, ingestedAt, stream, message }: LogEvent, line: LogLine): string {
  return toJson({ time, ingestedAt, stream, message, ...(id && { id }), ...readOf(line) });
}

function readOf(line: LogLine): object {
  if (line.kind === 'other') return {};
  const { job, projectPath, project, executor } = subjectOf(line);
  return { level: line.level, text: line.msg, job, project: projectPath ?? project, executor };
}
