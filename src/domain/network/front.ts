import { finding } from './finding.ts';
import type { Network } from './index/network.ts';
import { isUnread } from './index/seek.ts';
import type { Finding, Severity } from './result.ts';
import { setOf } from './sets/address-set.ts';
import { remappedPorts } from './sets/port-set.ts';
import type { LoadBalancer, Target, TargetGroup } from './snapshot-front.ts';
import type { Interface } from './snapshot-interfaces.ts';
import { anyOf, softened } from './verdict.ts';
import type { Party } from './walk/party.ts';
import { type Walked, walkAll } from './walk/walk-pieces.ts';

const isBalancer = /^ELB ((?:app|net)\/.+)$/;

/** Rule E9: a load balancer takes the connection, and opens another one to its targets. */
export function frontOf(network: Network, walked: Walked, port: number): Walked {
  const { receiver } = walked;
  const name = receiver?.interface?.description.match(isBalancer)?.[1];
  if (receiver?.interface === undefined || name === undefined) return walked;
  const { loadBalancers } = network.snapshot;
  if (!loadBalancers.readable)
    return adding(walked, [
      finding(
        'GLFR_NOT_READABLE',
        receiver.label,
        'unknown',
        `what is behind this load balancer was not read (${loadBalancers.permission})`,
      ),
    ]);
  const balancer = loadBalancers.items.find(({ arn }) => arn.endsWith(`loadbalancer/${name}`));
  if (balancer === undefined)
    return adding(walked, [
      finding('UNKNOWN_RESOURCE', receiver.label, 'unknown', 'this load balancer is not in what was read'),
    ]);
  return behind(network, walked, { balancer, party: receiver, port });
}

function adding(walked: Walked, findings: readonly Finding[]): Walked {
  const has = (severity: Severity) => findings.some((one) => one.severity === severity);
  const isBlocked = walked.verdict === 'BLOCKED' || has('block');
  const verdict = isBlocked ? 'BLOCKED' : has('unknown') ? 'UNKNOWN' : walked.verdict;
  return { ...walked, verdict, findings: [...walked.findings, ...findings] };
}

interface Front {
  balancer: LoadBalancer;
  party: Party;
  port: number;
}

function behind(network: Network, walked: Walked, front: Front): Walked {
  const { balancer, port } = front;
  if (balancer.state !== 'active' && balancer.state !== 'unknown')
    return adding(walked, [
      finding('BAD_STATE', balancer.name, 'block', `the load balancer is ${balancer.state}`),
    ]);
  const { listeners } = balancer;
  if (!listeners.readable)
    return adding(walked, [
      finding(
        'GLFR_NOT_READABLE',
        balancer.name,
        'unknown',
        `its listeners were not read (${listeners.permission})`,
      ),
    ]);
  const listener = listeners.items.find((one) => one.port === port);
  if (listener === undefined) {
    const ports = listeners.items.map((one) => one.port).join(', ') || 'none';
    return adding(walked, [
      finding(
        'ELBV2_LISTENERS_MISMATCH',
        balancer.name,
        'block',
        `no listener takes port ${port} (there are: ${ports})`,
        {
          text: `add a listener for port ${port}`,
        },
      ),
    ]);
  }
  return toTargets(network, walked, front, listener.targetGroups);
}

function toTargets(network: Network, walked: Walked, front: Front, arns: readonly string[]): Walked {
  const groups = arns.map((arn) => network.targetGroup(arn));
  const unknown = groups.find((one) => one === undefined || isUnread(one) || !one.targets.readable);
  const known = groups.flatMap((one) => (one && !isUnread(one) && one.targets.readable ? [one] : []));
  if (known.length === 0 && groups.length > 0 && (unknown !== undefined || groups.includes(undefined)))
    return adding(walked, [
      finding(
        'GLFR_NOT_READABLE',
        front.balancer.name,
        'unknown',
        'its target groups or their targets were not read',
      ),
    ]);
  const targets = known.flatMap((group) =>
    (group.targets.readable ? group.targets.items : []).map((target) => ({ group, target })),
  );
  if (targets.length === 0)
    return adding(walked, [
      finding('ELBV2_LISTENER_HAS_NO_TG', front.balancer.name, 'block', 'the listener has no targets', {
        text: "register GitLab's instance or address",
      }),
    ]);
  const healthy = targets.filter(({ target }) => target.state === 'healthy');
  if (healthy.length === 0 && targets.every(({ target }) => target.state === 'unhealthy'))
    return adding(walked, [
      finding(
        'GLFR_LB_TARGET_UNHEALTHY',
        front.balancer.name,
        'block',
        `all ${targets.length} targets are unhealthy`,
        {
          text: 'see why the health check fails: the port, the path, or a security group that keeps the load balancer out',
        },
      ),
    ]);
  const ways = (healthy.length > 0 ? healthy : targets).flatMap((one) => toTarget(network, front, one) ?? []);
  return merge(adding(walked, asClient(front.balancer, known)), ways);
}

/** Rule G5: a target that sees the client's own address has to let that in, and not the load balancer's. */
function asClient({ type, name }: LoadBalancer, groups: readonly TargetGroup[]): Finding[] {
  const preserves = (one: TargetGroup): boolean => one.preservesClientIp ?? one.targetType === 'instance';
  if (type !== 'network' || !groups.some(preserves)) return [];
  const text =
    'the load balancer keeps the client address, and glfr does not judge whether its targets let that in';
  return [finding('ASSUMPTION_PRESERVE_CLIENT_IP_IS_ENABLED', name, 'unknown', text)];
}

/** The load balancer is the client now: its own group, its own ports (rule N4). */
function toTarget(
  network: Network,
  { party, port }: Front,
  { group, target }: { group: TargetGroup; target: Target },
): Walked[] | undefined {
  const address = addressOf(network, group, target);
  if (address === undefined) return undefined;
  return walkAll({
    network,
    client: { ...party, replyPorts: remappedPorts },
    addresses: setOf([address], 4),
    family: 4,
    port: target.port ?? group.port ?? port,
    host: address,
  });
}

function addressOf(network: Network, group: TargetGroup, target: Target): string | undefined {
  if (group.targetType === 'ip') return target.id;
  if (group.targetType !== 'instance') return undefined;
  const instance = network.instance(target.id);
  if (instance === undefined || isUnread(instance)) return undefined;
  const found = network.interface(instance.interfaceIds[0] ?? '');
  const isKnown = (one: typeof found): one is Interface => one !== undefined && !isUnread(one);
  return isKnown(found) ? found.privateAddresses[0]?.address : undefined;
}

/** Any target will do; one of several that is cut off is a part of the connections. */
function merge(walked: Walked, ways: readonly Walked[]): Walked {
  if (ways.length === 0)
    return adding(walked, [
      finding(
        'UNKNOWN_DESTINATION',
        walked.receiver?.label ?? '',
        'unknown',
        'the targets of the load balancer were not read',
      ),
    ]);
  const verdict = anyOf(ways.map((one) => one.verdict));
  const findings = softened(
    ways.flatMap((one) => one.findings),
    verdict,
  );
  const joined = { ...walked, hops: [...walked.hops, ...(ways[0]?.hops ?? [])] };
  const own = adding(joined, findings);
  return own.verdict === 'REACHABLE' ? { ...own, verdict } : own;
}
