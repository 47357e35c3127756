import type { LogLine } from '../runner/log-line.ts';
import { message } from '../runner/message.ts';

/** Lines that repeat what others tell, or report that all goes its usual way. Never a warning, never an error. */
const routine: readonly string[] = [
  message.appendedTrace,
  message.updatingJob,
  message.submittedJob,
  message.scalingChange,
  message.increasingResponse,
  message.increaseUpdate,
  // Both with and without the space, by version.
  'Submitting job to coordinator... ok',
  'Appending trace to coordinator... ok',
];

const exact = new Set(routine);

/** Is this line hidden from people unless they ask for it? */
export function isNoise(line: LogLine): boolean {
  if (line.kind === 'other') return line.text.trim() === '';
  if (line.level !== 'info' && line.level !== 'debug') return false;
  return (
    line.msg.trim() === '' || exact.has(line.msg) || /^To see how to connect your Docker /.test(line.msg)
  );
}
