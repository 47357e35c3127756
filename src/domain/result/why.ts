import type { JobRow } from '../runner/jobs/job-row.ts';
import type { PhaseKind } from '../runner/jobs/phases.ts';

/** Result of `glfr why`. */
export interface WhyResult {
  stackName: string;
  region: string;
  job: JobRow;
  /** In order; together the whole of the job, as far as the log tells. */
  phases: readonly { kind: PhaseKind; startedAt: string; seconds: number }[];
  totalSeconds: number;
  /** What cost most, and what would make it faster. */
  advice: { phase: PhaseKind; text: string };
  next: readonly string[];
}
