import { unresolvedFinding } from './finding.ts';
import { missingEndpoint } from './fixes/endpoint.ts';
import { frontOf } from './front.ts';
import type { Network } from './index/network.ts';
import { endId, type ReachQuery } from './query.ts';
import type { Finding, Hop, ReachPath, Verdict } from './result.ts';
import type { Target } from './target.ts';
import { targetsOf } from './targets.ts';
import { anyOf, distinctFindings, softened, worstOf } from './verdict.ts';
import { answeredLocally } from './walk/local-services.ts';
import { resolveParty, type Unresolved } from './walk/parties.ts';
import type { Party } from './walk/party.ts';
import { partsOfWalk, walkAll } from './walk/walk-pieces.ts';

/** Can this client open a TCP connection to that destination? Every block on the way, not only the first. */
export function analyse(network: Network, query: ReachQuery): ReachPath {
  const client = resolveParty(network, query.from);
  if (!('subnet' in client)) return unresolvedPath(query, client);
  const { label, targets, findings } = targetsOf(network, client, query.to, query.port);
  const full = query.from.kind === 'planned' && client.subnet.freeAddresses < 1 ? [noRoom(client)] : [];
  const answers = targets.map((target) => answerFor(network, client, target, query.port));
  const about = { ...(query.purpose && { purpose: query.purpose }), from: client.label, to: label };
  const path = { ...about, ...together(answers, [...full, ...findings]) };
  if (query.to.kind !== 'service' || path.verdict !== 'BLOCKED') return path;
  const missing = missingEndpoint(network, client.subnet, query.to);
  return missing ? { ...path, findings: [...path.findings, missing] } : path;
}

const noRoom = ({ subnet }: Party): Finding => ({
  code: 'GLFR_SUBNET_FULL',
  component: subnet.id,
  direction: 'forward',
  severity: 'block',
  message: 'no free address is left in the subnet',
  fix: { text: 'choose another subnet, or free addresses in this one' },
});

interface Answer {
  family: 4 | 6;
  verdict: Verdict;
  hops: readonly Hop[];
  findings: readonly Finding[];
}

/** All ways to one address, or to one set of them. */
function answerFor(network: Network, client: Party, target: Target, port: number): Answer {
  const { family, addresses, host, party, isGuess } = target;
  const local = answeredLocally(network, client, { addresses, family, port });
  if (local) return { family, verdict: 'REACHABLE', hops: [local], findings: [] };
  const walked = walkAll({
    network,
    client,
    server: party,
    addresses,
    family,
    port,
    host,
    isGuess: isGuess ?? false,
  });
  const fronted = walked.map((one) => frontOf(network, one, port));
  const found = anyOf(fronted.flatMap(partsOfWalk));
  // Where the addresses only stand for unknown ones, "some pass" says nothing.
  const verdict = isGuess && found === 'PARTIAL' ? 'UNKNOWN' : found;
  return {
    family,
    verdict,
    hops: worstOf(fronted)?.hops ?? [],
    findings: softened(
      fronted.flatMap(({ findings }) => findings),
      verdict,
    ),
  };
}

/** Rule E7: both families are judged; IPv6 that fails where IPv4 works is worth a word, no more. */
function together(
  answers: readonly Answer[],
  before: readonly Finding[],
): Pick<ReachPath, 'verdict' | 'hops' | 'findings'> {
  const [four, six] = ([4, 6] as const).map((family) => answers.filter((one) => one.family === family));
  const ipv4 = anyOf((four ?? []).map(({ verdict }) => verdict));
  const isIpv6Aside = ipv4 === 'REACHABLE' && (six ?? []).some(({ verdict }) => verdict !== 'REACHABLE');
  const counted = isIpv6Aside ? (four ?? []) : answers;
  const walked = counted.length === 0 ? 'UNKNOWN' : anyOf(counted.map(({ verdict }) => verdict));
  const verdict = withBefore(walked, before);
  const findings = [
    ...before,
    ...softened(
      counted.flatMap((one) => one.findings),
      walked,
    ),
    ...(isIpv6Aside ? asides(six ?? []) : []),
  ];
  return { verdict, hops: worstOf(counted)?.hops ?? [], findings: distinctFindings(findings) };
}

function withBefore(walked: Verdict, before: readonly Finding[]): Verdict {
  if (before.some(({ severity }) => severity === 'block')) return 'BLOCKED';
  const isUnsure = before.some(({ severity }) => severity === 'unknown');
  return isUnsure && walked !== 'BLOCKED' ? 'UNKNOWN' : walked;
}

const asides = (six: readonly Answer[]): Finding[] => [
  {
    code: 'GLFR_IPV6_ONLY_BROKEN',
    component: 'IPv6',
    direction: 'forward',
    severity: 'warning',
    message: 'IPv4 works and IPv6 does not; most clients fall back, after a delay',
    fix: { text: 'mend the IPv6 path, or take the AAAA record or the IPv6 address away' },
  },
  ...six.flatMap(({ findings }) => findings.map((one) => ({ ...one, severity: 'warning' as const }))),
];

function unresolvedPath({ purpose, from, to, port }: ReachQuery, why: Unresolved): ReachPath {
  const finding = unresolvedFinding(why);
  return {
    ...(purpose && { purpose }),
    from: endId(from),
    to: `${to.kind === 'host' ? to.host : to.kind === 'service' ? to.service : endId(to)}:${port}`,
    verdict: finding.severity === 'block' ? 'BLOCKED' : 'UNKNOWN',
    hops: [],
    findings: [finding],
  };
}
