import type { Network } from '../index/network.ts';
import type { Finding, Hop, Verdict } from '../result.ts';
import type { AddressSet, Family } from '../sets/address-set.ts';
import { isWhole } from '../sets/packet-set.ts';
import { checkGroups } from './check-groups.ts';
import { crossAcl, pathMtu } from './cross-acl.ts';
import { groupId, type Party } from './party.ts';
import { publicSpace } from './public-space.ts';
import { sendReplies } from './replies.ts';
import { sendRequest } from './request.ts';
import { note, replyOn, requestOn, type Segment, type Walk } from './walk.ts';
import { openAllTheWay } from './whole-way.ts';

export interface Asked {
  network: Network;
  client: Party;
  server?: Party | undefined;
  addresses: AddressSet;
  family: Family;
  port: number;
  host: string;
  isGuess?: boolean;
}

/** What one walk found out. */
export interface Walked {
  verdict: Verdict;
  /** Not all of it is known, but some of it is surely dropped. */
  isCut?: boolean;
  hops: Hop[];
  findings: Finding[];
  receiver?: Party | undefined;
}

/** More ways than this between two sets of addresses are not followed one by one. */
const mostPieces = 64;

/** Walks from all clients to all servers; where parts take different ways, each part by itself. */
export function walkAll(asked: Asked): Walked[] {
  const pieces = [{ client: asked.client.addresses[asked.family], server: asked.addresses }];
  const walked: Walked[] = [];
  for (let piece = pieces.pop(); piece; piece = pieces.pop()) {
    const { client, server } = piece;
    const walk = walkOnce(asked, client, server);
    if (walk.split && walked.length + pieces.length < mostPieces) {
      const { side, parts } = walk.split;
      pieces.push(
        ...parts.map((part) => (side === 'client' ? { client: part, server } : { client, server: part })),
      );
      continue;
    }
    if (walk.split) noteTooMany(walk);
    const verdict = verdictOf(walk);
    walked.push({
      verdict,
      isCut: isCut(walk),
      hops: walk.hops,
      findings: walk.findings.filter(({ code }) => verdict === 'REACHABLE' || code !== pathMtu),
      receiver: walk.receiver,
    });
  }
  return walked;
}

function walkOnce(asked: Asked, client: AddressSet, server: AddressSet): Walk {
  const { network, family, port, host } = asked;
  const groups = asked.client.groups.map(groupId);
  const walk: Walk = {
    ...{ network, family, port, host, client: asked.client, server: asked.server },
    isGuess: asked.isGuess ?? false,
    segments: [],
    identity: { groups, referable: true, way: 'local' },
    hops: [],
    findings: [],
  };
  const ending = sendRequest(walk, client, server);
  if (walk.split) return walk;
  const [first] = walk.segments as [Segment, ...Segment[]];
  const isStopped = ending.kind === 'stopped';
  if (isStopped && first.end === undefined) closeBorder(walk, first);
  if (!isStopped) sendReplies(walk);
  walk.family = family;
  askEgress(walk, first);
  return walk;
}

/** Where the way ends early, the client's own ACL is judged all the same: nobody should have to ask twice. */
function closeBorder(walk: Walk, first: Segment): void {
  const { subnet } = walk.client;
  const isAsked = walk.hops.some(({ kind, side }) => kind === 'network-acl' && side === 'egress');
  if (!isAsked) crossAcl(requestOn(walk, first), subnet, 'out');
  crossAcl(replyOn(walk, first), subnet, 'in');
}

/** The client's own groups are asked first, but a rule for a group needs to know who the receiver is. */
function askEgress(walk: Walk, first: Segment): void {
  const [hops, findings] = [walk.hops.length, walk.findings.length];
  const groups = (walk.receiver?.groups ?? []).map(groupId);
  const { identity } = walk;
  // Rule G6: over a transit gateway a reference works in inbound rules only.
  const peer =
    'lostAt' in identity
      ? { lostAt: identity.lostAt, groups }
      : { groups, referable: identity.referable && !identity.way.startsWith('tgw-'), way: identity.way };
  checkGroups(requestOn(walk, first), walk.client, 'egress', peer);
  walk.hops.unshift(...walk.hops.splice(hops));
  walk.findings.unshift(...walk.findings.splice(findings));
}

function noteTooMany(walk: Walk): void {
  note(
    { walk, direction: 'forward' },
    {
      code: 'UNKNOWN_RESOURCE',
      component: walk.client.subnet.id,
      severity: 'unknown',
      message: `parts of these addresses take more than ${mostPieces} different ways`,
    },
  );
}

function verdictOf({ findings, segments }: Walk): Verdict {
  const has = (severity: Finding['severity']): boolean => findings.some((one) => one.severity === severity);
  if (has('block') || openAllTheWay(segments).length === 0) return 'BLOCKED';
  if (has('unknown')) return 'UNKNOWN';
  return segments.every(isOpen) ? 'REACHABLE' : 'PARTIAL';
}

const isOpen = ({ open, client, server, replyPorts }: Segment): boolean =>
  isWhole(open, client, server, replyPorts);

const isCut = ({ segments }: Walk): boolean =>
  segments.some((segment) => segment.client !== publicSpace && !isOpen(segment));

/** What a walk says about its parts: where not everything is known of it, some may be known to be dropped. */
export const partsOfWalk = ({ verdict, isCut }: Walked): Verdict[] =>
  verdict === 'UNKNOWN' && isCut ? ['UNKNOWN', 'BLOCKED'] : [verdict];
