import type { Finding, Verdict } from './result.ts';

/**
 * Several ways to one destination, of which any may be taken: different parts of a subnet, different addresses of
 * one name. Nothing is said to work unless something does.
 */
export function anyOf(verdicts: readonly Verdict[]): Verdict {
  const [first] = verdicts;
  if (first === undefined) return 'UNKNOWN';
  if (verdicts.every((verdict) => verdict === first)) return first;
  const works = verdicts.includes('REACHABLE') || verdicts.includes('PARTIAL');
  const fails = verdicts.includes('BLOCKED') || verdicts.includes('PARTIAL');
  return works && fails ? 'PARTIAL' : 'UNKNOWN';
}

/** Several things that all have to work: the worst decides. */
export function allOf(verdicts: readonly Verdict[]): Verdict {
  for (const worst of ['BLOCKED', 'PARTIAL', 'UNKNOWN'] as const) if (verdicts.includes(worst)) return worst;
  return verdicts.length === 0 ? 'UNKNOWN' : 'REACHABLE';
}

/** A block on one of several ways is a block on a part. */
export function softened(findings: readonly Finding[], verdict: Verdict): Finding[] {
  return findings.map((finding) =>
    finding.severity === 'block' && verdict !== 'BLOCKED'
      ? { ...finding, severity: 'part' as const }
      : finding,
  );
}

export function distinctFindings(findings: readonly Finding[]): Finding[] {
  const seen = new Map<string, Finding>();
  for (const finding of findings) {
    const key = [finding.code, finding.component, finding.direction, finding.side, finding.message].join(
      '\n',
    );
    if (!seen.has(key)) seen.set(key, finding);
  }
  return [...seen.values()];
}

const order: readonly Verdict[] = ['REACHABLE', 'UNKNOWN', 'PARTIAL', 'BLOCKED'];

/** The one that needs the most explaining. */
export const worstOf = <T extends { verdict: Verdict }>(all: readonly T[]): T | undefined =>
  all.toSorted((a, b) => order.indexOf(b.verdict) - order.indexOf(a.verdict))[0];
