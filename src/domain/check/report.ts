import type { Reachability, ReachPath } from '../network/result.ts';
import type { Subnet } from '../network/snapshot.ts';
import type { AwsOpinion, CheckPath, CheckResult } from '../result/check.ts';

/** Everything `glfr check` has to tell; its result for machines is `resultOf`. */
export interface CheckReport extends Reachability {
  title: string;
  /** Where the answers come from: `read from AWS with 23 calls`, or the file. */
  source: string;
  subnets: readonly Subnet[];
  /** Permissions that were refused. */
  refused: readonly string[];
  /** Names, with the addresses they have as seen from here. */
  names: readonly { host: string; addresses: readonly string[] }[];
  /** What the manager's log says, where there is a manager. */
  symptoms: readonly SeenSymptom[];
  /** By the path they are about. */
  opinions: ReadonlyMap<ReachPath, AwsOpinion>;
}

/** A symptom in the manager's log, with what explains it. */
export interface SeenSymptom {
  /** Its own words, shortened. */
  line: string;
  /** Epoch milliseconds. */
  at: number;
  count: number;
  /** The paths whose findings explain it; else `cause` says what to test first. */
  explainedBy: readonly ReachPath[];
  cause: string;
  fix: string;
}

const roleOf = ({ purpose }: ReachPath): [string, string] | undefined => {
  const [from = '', to = ''] = purpose?.split(' → ') ?? [];
  return from && to ? [from, to] : undefined;
};

/** `manager in subnet-…`. */
export function fromText(path: ReachPath): string {
  const role = roleOf(path)?.[0];
  return role === undefined ? path.from : `${role} in ${path.from}`;
}

/** `executor in subnet-…:22`, else the name and its port. */
export function toText(path: ReachPath): string {
  return roleOf(path)?.[1] === 'executor' ? `executor in ${path.to}` : path.to;
}

/** `manager`, `executor`; empty for a question of the user's own. */
export const roleText = (path: ReachPath): string => roleOf(path)?.[0] ?? '';

export function resultOf({ verdict, paths, opinions }: CheckReport): CheckResult {
  return { verdict, paths: paths.map((path) => pathResult(path, opinions.get(path))) };
}

const pathResult = (path: ReachPath, aws: AwsOpinion | undefined): CheckPath => ({
  from: fromText(path),
  to: toText(path),
  verdict: path.verdict,
  hops: path.hops,
  findings: path.findings.map(({ code, component, direction, message, fix }) => ({
    ...{ code, component, direction, message },
    fix: fix ?? null,
  })),
  ...(aws && { aws }),
});
