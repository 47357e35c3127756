import { type ReachQuery, reach } from '../../../src/domain/network/analyse.ts';
import type { NetworkSnapshot } from '../../../src/domain/network/snapshot.ts';

/** From the private subnet to a public GitLab on 443, without a public address, unless said otherwise. */
export function judge(
  snapshot: NetworkSnapshot,
  change: { subnets?: string[]; addresses?: string[]; port?: number; publicIp?: boolean } = {},
) {
  const { subnets = ['subnet-private'], addresses = ['198.51.100.7'], port = 443, publicIp = false } = change;
  const query: ReachQuery = {
    subnetIds: subnets,
    publicIp,
    target: { host: 'gitlab.example.com', port, addresses },
  };
  const answer = reach(snapshot, query);
  const findings = answer.subnets.flatMap((one) => one.findings);
  return { ...answer, findings, codes: findings.map(({ code }) => code) };
}
