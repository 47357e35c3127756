/** Can one thing in the network open connections to another? */
export type Verdict = 'REACHABLE' | 'PARTIAL' | 'BLOCKED' | 'UNKNOWN';

/** Forward: the request; return: its answer. */
export type Direction = 'forward' | 'return';

/** What would mend it: in plain words, as an exact command, as a piece of a template. */
export interface Fix {
  text: string;
  command?: string;
  cloudformation?: string;
  /** The rule itself, where the fix is one rule of a security group. */
  rule?: SecurityGroupChange;
}

/** A TCP rule to add to a security group, for a range or for another group. */
export interface SecurityGroupChange {
  groupId: string;
  side: 'ingress' | 'egress';
  port: number;
  cidr?: string;
  peerGroupId?: string;
}

/**
 * How a finding counts: `block` stops everything, `part` some of it, `unknown` cannot be told, `warning` stops
 * nothing.
 */
export type Severity = 'block' | 'part' | 'unknown' | 'warning';

/** One reason against a path, with the change that would mend it. */
export interface Finding {
  /** AWS's explanation code where one exists, else prefixed `GLFR_` (facts: reachability, section 3). */
  code: string;
  /** The component that decided, such as `rtb-…` or `acl-…`. */
  component: string;
  direction: Direction;
  /** Into the component or out of it, where it tells them apart. */
  side?: 'ingress' | 'egress';
  severity: Severity;
  message: string;
  fix?: Fix;
}

/** One component a packet passes, with what decided there. */
export interface Hop {
  component: string;
  name?: string;
  /** `interface`, `security-group`, `network-acl`, `route-table`, `nat-gateway` … */
  kind: string;
  direction: Direction;
  side?: 'ingress' | 'egress';
  /** The route, the rule numbers, the security group's rule that decided. */
  decidedBy?: string;
  passes: 'all' | 'some' | 'none' | 'unknown';
  /** What came in: addresses and destination ports, as text. */
  source: string;
  destination: string;
  ports: string;
  /** What is left of addresses and ports where only some pass. */
  open?: string;
}

/** The answer for one source and one destination. */
export interface ReachPath {
  /** `manager → GitLab`: which of glfr's own paths it is. */
  purpose?: string;
  from: string;
  to: string;
  verdict: Verdict;
  hops: readonly Hop[];
  findings: readonly Finding[];
}

export interface Reachability {
  verdict: Verdict;
  paths: readonly ReachPath[];
}

/** The answer `init` gives about GitLab, a path for each chosen subnet. */
export interface Reach extends Reachability {
  target: { host: string; port: number; addresses: readonly string[] };
}
