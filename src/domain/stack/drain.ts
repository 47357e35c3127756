/** CloudFormation gives an update up after about three hours; a job this old may well take that long. */
export const longJobMs = 3_600_000;

interface Job {
  takenAt?: number;
  startedAt?: number;
  endedAt?: number;
}

/** May one of these jobs run for longer than CloudFormation waits for the manager to leave? Epoch milliseconds. */
export function outlastsUpdate(jobs: readonly Job[], now: number): boolean {
  return jobs.some(({ takenAt, startedAt = takenAt, endedAt }) => {
    return endedAt === undefined && startedAt !== undefined && now - startedAt >= longJobMs;
  });
}
