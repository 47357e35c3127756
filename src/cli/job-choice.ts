import {
  type JobColumnKey,
  jobColumnKeys,
  jobValue,
  usualJobColumns,
  wideJobColumns,
} from '../domain/runner/jobs/columns.ts';
import type { JobRow } from '../domain/runner/jobs/job-row.ts';
import type { Format } from '../ui/list/format.ts';
import { type ListChoice, listChoice } from './list-choice.ts';
import type { ListValues } from './list-flags.ts';

export type JobChoice = ListChoice<JobRow, JobColumnKey>;

/** What the flags of `jobs` ask for, checked before anything is asked of AWS. */
export const jobChoice = (flags: ListValues, isTty: boolean): JobChoice =>
  listChoice(flags, isTty, { keys: jobColumnKeys, read: jobValue, columnsFor });

function columnsFor(format: Format): readonly JobColumnKey[] {
  if (format === 'csv') return jobColumnKeys;
  return format === 'wide' ? wideJobColumns : usualJobColumns;
}
