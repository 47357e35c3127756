import { safeText } from './safe-text.ts';

const verbs: Record<string, readonly [doing: string, done: string, verb: string]> = {
  CREATE: ['creating', 'created', 'create'],
  UPDATE: ['updating', 'updated', 'update'],
  DELETE: ['deleting', 'deleted', 'delete'],
  IMPORT: ['importing', 'imported', 'import'],
  ROLLBACK: ['rolling back', 'rolled back', 'roll back'],
  UPDATE_ROLLBACK: ['rolling back', 'rolled back', 'roll back'],
};

/** A CloudFormation status in words; one that is not known stays as AWS wrote it. */
export function statusWords(status: string): string {
  const match = /^([A-Z_]+)_(IN_PROGRESS|COMPLETE|FAILED|SKIPPED)$/.exec(status);
  const words = match && verbs[match[1] ?? ''];
  if (!words) return safeText(status);
  if (match[2] === 'IN_PROGRESS') return words[0];
  if (match[2] === 'COMPLETE') return words[1];
  return match[2] === 'FAILED' ? `failed to ${words[2]}` : 'kept';
}

/** `AWS::ECS::Service` → `ECS::Service`. */
export const shortType = (type: string): string => safeText(type).replace(/^AWS::/, '');

/** `1 job`, `2 jobs`. */
export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
