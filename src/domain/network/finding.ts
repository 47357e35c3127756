import type { Finding, Fix, Severity } from './result.ts';
import type { Unresolved } from './walk/parties.ts';

/** A finding that is known before any packet is sent, or apart from any. */
export const finding = (
  code: string,
  component: string,
  severity: Severity,
  message: string,
  fix?: Fix,
): Finding => ({ code, component, direction: 'forward', severity, message, ...(fix && { fix }) });

/** Rule A3: an end that is there and does not run blocks; one that was not found may be there all the same. */
export const unresolvedFinding = ({ code, component, message }: Unresolved): Finding =>
  finding(code, component, code === 'BAD_STATE' ? 'block' : 'unknown', message);
