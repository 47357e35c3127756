import type { Value } from '../../list/sort-rows.ts';
import type { JobRow } from './job-row.ts';

/** The columns of `glfr jobs`, by the names `--columns` and `--sort` take. */
export const jobColumnKeys = [
  ...(['id', 'state', 'queue', 'boot', 'run', 'age', 'project', 'result', 'executor'] as const),
  ...(['pipeline', 'picked-up', 'ended', 'exit-code', 'failure', 'project-id'] as const),
] as const;

export type JobColumnKey = (typeof jobColumnKeys)[number];

export const usualJobColumns: readonly JobColumnKey[] = [
  ...(['id', 'state', 'queue', 'boot', 'run', 'age', 'project', 'result', 'executor'] as const),
];

/** `result` says what `exit-code` and `failure` say. */
export const wideJobColumns: readonly JobColumnKey[] = [
  ...usualJobColumns,
  ...(['pipeline', 'picked-up', 'ended'] as const),
];

const values: Readonly<Record<JobColumnKey, (row: JobRow) => Value>> = {
  id: ({ id }) => id,
  state: ({ state }) => state,
  queue: ({ queueSeconds }) => queueSeconds,
  boot: ({ bootSeconds }) => bootSeconds,
  run: ({ runSeconds }) => runSeconds,
  age: ({ ageSeconds }) => ageSeconds,
  project: ({ project }) => project,
  result: ({ result }) => result,
  executor: ({ executorId }) => executorId,
  pipeline: ({ pipelineId }) => pipelineId,
  'picked-up': ({ pickedUpAt }) => pickedUpAt,
  ended: ({ endedAt }) => endedAt,
  'exit-code': ({ exitCode }) => exitCode,
  failure: ({ failureReason }) => failureReason,
  'project-id': ({ projectId }) => projectId,
};

/** What a column says of a job: a number of seconds, an id, or a text; times as ISO 8601. */
export const jobValue = (column: JobColumnKey, row: JobRow): Value => values[column](row);
