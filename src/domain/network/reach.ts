/** Can one thing in the network open connections to another? */
export type Verdict = 'REACHABLE' | 'PARTIAL' | 'BLOCKED' | 'UNKNOWN';

/** One reason against a path, with the change that would mend it. */
export interface Finding {
  /** AWS's explanation code where one exists, else prefixed `GLFR_` (facts: reachability, section 3). */
  code: string;
  /** The component that decided, such as `rtb-…` or `acl-…`. */
  component: string;
  text: string;
  fix?: string;
}

export interface SubnetReach {
  subnetId: string;
  verdict: Verdict;
  /** What a packet passes, in order, in plain words. */
  path: readonly string[];
  findings: readonly Finding[];
}

/** The answer for one target from every chosen subnet. */
export interface Reach {
  target: { host: string; port: number; addresses: readonly string[] };
  verdict: Verdict;
  subnets: readonly SubnetReach[];
}
