import { columnKeys } from '../../domain/fleet/columns.ts';
import { policyNames } from '../../domain/iam/words.ts';
import { levels } from '../../domain/logs/level.ts';
import { jobColumnKeys } from '../../domain/runner/jobs/columns.ts';
import type { Value } from './value.ts';

/** What glfr checks itself, so that oclif's manifest does not have it: by command and flag, or by command alone. */
export const knownValues: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['logs --level', { kind: 'options', options: levels }],
  ['executors ls --columns', { kind: 'list', options: columnKeys }],
  ['executors ls --sort', { kind: 'order', options: columnKeys }],
  ['jobs --columns', { kind: 'list', options: jobColumnKeys }],
  ['jobs --sort', { kind: 'order', options: jobColumnKeys }],
  ['export policy', { kind: 'names', names: policyNames }],
]);
