import type { Direction, Fix, Hop, Verdict } from '../network/result.ts';

/** Result of `glfr check`. */
export interface CheckResult {
  verdict: Verdict;
  paths: readonly CheckPath[];
}

export interface CheckPath {
  /** `manager in subnet-…`, or what `--from` names. */
  from: string;
  /** A name or an id, with its port. */
  to: string;
  verdict: Verdict;
  hops: readonly Hop[];
  findings: readonly {
    code: string;
    component: string;
    direction: Direction;
    message: string;
    fix: Fix | null;
  }[];
  /** Reachability Analyzer's, with `--ask-aws`. */
  aws?: AwsOpinion;
}

/** What AWS's own analyser says. */
export interface AwsOpinion {
  /** Left out when it has no answer. */
  reachable?: boolean;
  components: readonly string[];
  explanations: readonly { code: string; component: string; direction?: string }[];
  /** Why there is no answer, or what it left out. */
  note?: string;
}
