import type { GlfrEvent } from '../domain/event.ts';
import { managerGroup } from '../domain/network/own-groups.ts';
import { reachability } from '../domain/network/reachability.ts';
import type { Reach, ReachPath } from '../domain/network/result.ts';
import type { NetworkSnapshot, Subnet } from '../domain/network/snapshot.ts';
import { networkOf } from '../domain/network/subnet-kind.ts';
import type { Settings } from '../domain/settings/declaration.ts';
import { usesPublicIp } from '../domain/stack/plan-parameters.ts';

/** Will the manager reach GitLab from each chosen subnet? */
export async function* judgeReach(
  snapshot: NetworkSnapshot,
  settings: Settings,
  addresses: readonly string[],
): AsyncGenerator<GlfrEvent, Reach, void> {
  const url = new URL(settings.gitlabUrl);
  const port = Number(url.port) || (url.protocol === 'http:' ? 80 : 443);
  const reach = reachFrom(snapshot, settings.subnets, { host: url.hostname, port, addresses });
  yield { type: 'reach.judged', reach };
  return reach;
}

function reachFrom(snapshot: NetworkSnapshot, subnetIds: readonly string[], target: Reach['target']): Reach {
  const publicIp = usesPublicIp(snapshot, subnetIds);
  const { host, port, addresses } = target;
  const queries = subnetIds.map((subnetId) => ({
    purpose: 'manager → GitLab',
    from: { kind: 'planned' as const, subnetId, groups: [managerGroup], publicIp },
    to: { kind: 'host' as const, host, addresses },
    port,
  }));
  const { verdict, paths } = reachability(networkOf(snapshot), queries);
  return { target, verdict, paths: paths.map(withoutUnasked) };
}

/** Init reads a few lists only; that others were not read is no news here, and `glfr check` reads them. */
const withoutUnasked = (path: ReachPath): ReachPath => ({
  ...path,
  findings: path.findings.filter(
    ({ code, severity }) => code !== 'GLFR_NOT_READABLE' || severity !== 'warning',
  ),
});

/** An address no VPC holds (RFC 5737): stands for GitLab while its own is not known yet. */
const somewhere = '203.0.113.1';

/** Do these subnets lead out at all? Ranks the VPCs that the wizard proposes. */
export const looksUsable =
  (snapshot: NetworkSnapshot) =>
  (subnets: Subnet[]): boolean => {
    const subnetIds = subnets.map(({ id }) => id);
    const target = { host: somewhere, port: 443, addresses: [somewhere] };
    return reachFrom(snapshot, subnetIds, target).verdict === 'REACHABLE';
  };
