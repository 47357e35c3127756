import { crossAcl } from './cross-acl.ts';
import type { Place } from './place.ts';
import { travel } from './travel.ts';
import { note, replyOn, type Segment, type Walk } from './walk.ts';

/** The reply goes back over every segment, the last one first. Security groups track it and are not asked (G2). */
export function sendReplies(walk: Walk): void {
  for (const segment of walk.segments.toReversed()) {
    if (walk.split) return;
    replyOver(walk, segment);
  }
}

function replyOver(walk: Walk, segment: Segment): void {
  walk.family = typeof segment.client[0]?.from === 'bigint' ? 6 : 4;
  const journey = replyOn(walk, segment);
  if (segment.end === undefined) {
    // It comes in through a gateway, from what glfr cannot see.
    if (segment.origin) crossAcl(journey, segment.origin.subnet, 'in');
    return;
  }
  const sender = senderOf(walk, segment);
  const { ending } = travel(journey, segment.end, { sender });
  if (walk.split || ending === undefined || ending.kind === 'stopped') return;
  const isThere = segment.isHairpin
    ? ending.kind === 'outside'
    : ending.kind === 'delivered' && ending.place.subnet.id === segment.origin?.subnet.id;
  if (!isThere) misled(walk, segment.end, ending.kind);
}

/** Whoever answers a public address has one of its own. */
const senderOf = (walk: Walk, segment: Segment) => ({
  component: walk.receiver?.label ?? 'the receiver',
  kind: 'interface' as const,
  hasPublicAddress: segment.isHairpin === true,
});

function misled(walk: Walk, { subnet }: Place, how: string): void {
  note(
    { walk, direction: 'return' },
    {
      code: 'GLFR_RETURN_PATH',
      component: subnet.id,
      message: `replies from ${subnet.id} ${how === 'outside' ? 'leave through a gateway' : 'end in another subnet'} and do not come back to the client`,
      fix: { text: 'give its route table a route back to the client, the way the request came' },
    },
  );
}
