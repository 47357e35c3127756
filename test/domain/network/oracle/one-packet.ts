import { type Toy, vpcs } from './toy.ts';

/**
 * One packet at a time, written from the rules (facts: reachability, section 2) and sharing no code with the
 * analyser: addresses are strings of bits, nothing is a set, every packet is tried.
 */
const known = new Map<string, string>();
const bitsOf = (text: string): string => {
  const found = known.get(text);
  if (found !== undefined) return found;
  const [address = '', length = '32'] = text.split('/');
  const all = address
    .split('.')
    .map((part) => Number(part).toString(2).padStart(8, '0'))
    .join('');
  const bits = all.slice(0, Number(length));
  known.set(text, bits);
  return bits;
};
const isIn = (cidr: string, ip: string): boolean => bitsOf(ip).startsWith(bitsOf(cidr));
const isPrivate = (ip: string): boolean => isIn('10.0.0.0/8', ip);
const isOnPort = (text: string, port: number): boolean => {
  if (text === '*') return true;
  const [from = 0, to = from] = text.split('-').map(Number);
  return port >= from && port <= to;
};

const isList = (to: string): number => (to.startsWith('pl-') ? 1 : 0);
const bare = (target: string): string => target.replace('!', '');

type Subnet = Toy['subnets'][number];

interface Stretch {
  src: string;
  dst: string;
  replyPort: number;
  origin?: Subnet | undefined;
  end?: Subnet | undefined;
  isHairpin?: boolean;
}

export interface Try {
  /** `component direction` of everything that stopped it. */
  blocks: Set<string>;
  /** The same of what AWS decides by chance. */
  unsure: Set<string>;
  usedNat: boolean;
  /** The packet has no address outside, and what the other side thinks of it is anyone's guess. */
  isUnknowable?: boolean;
}

export interface Packet {
  src: string;
  dst: string;
  replyPort: number;
  natPort: number;
}

export function tryPacket(toy: Toy, packet: Packet): Try {
  const blocks = new Set<string>();
  const unsure = new Set<string>();
  const state = {
    way: 'local' as 'local' | 'pcx-1' | 'tgw-1' | 'lost',
    usedNat: false,
    usedEigwBack: false,
    askedAcl: false,
  };
  const subnetBy = (id: string): Subnet => toy.subnets.find((one) => one.id === id) as Subnet;
  const nic =
    'nic' in toy.client ? toy.nics.find(({ id }) => 'nic' in toy.client && id === toy.client.nic) : undefined;
  const start = subnetBy(nic ? nic.subnet : 'subnet' in toy.client ? toy.client.subnet : '');
  const clientGroups = nic ? nic.groups : 'groups' in toy.client ? toy.client.groups : [];
  const clientPub = nic?.pub;

  const acl = (subnet: Subnet, way: 'in' | 'out', peer: string, port: number, direction: string): void => {
    state.askedAcl ||= way === 'out';
    const line = (toy.acls[subnet.acl] ?? [])
      .map((text) => text.split(' '))
      .find(
        ([w, , ports = '*', cidr = '0.0.0.0/0']) => w === way && isIn(cidr, peer) && isOnPort(ports, port),
      );
    if (line?.[1] !== 'allow') blocks.add(`${subnet.acl} ${direction}`);
  };
  const group = (
    ids: string[],
    side: 'in' | 'out',
    peer: string,
    peerGroups: string[],
    carries: boolean,
  ): void => {
    const passes = ids.some((id) =>
      (toy.groups[id]?.[side] ?? []).some((text) => {
        const [ports = '*', who = '0.0.0.0/0'] = text.split(' ');
        if (!isOnPort(ports, toy.port)) return false;
        if (who.startsWith('sg-')) return carries && peerGroups.includes(who);
        return (toy.lists[who] ?? [who]).some((cidr) => isIn(cidr, peer));
      }),
    );
    if (!passes) blocks.add(`${ids[0]} forward`);
  };
  /** Rule R1: the longest prefix, and of equal ones what is no list; between two lists AWS may take either. */
  const lookUp = (routes: Record<string, string>, ip: string): string | undefined => {
    const fitting = Object.entries(routes)
      .flatMap(([to, target]) => (toy.lists[to] ?? [to]).map((cidr) => ({ to, target, cidr })))
      .filter(({ cidr }) => isIn(cidr, ip))
      .toSorted((a, b) => bitsOf(b.cidr).length - bitsOf(a.cidr).length || isList(a.to) - isList(b.to));
    const [best] = fitting;
    const isTossUp =
      best !== undefined &&
      isList(best.to) === 1 &&
      fitting.some(
        ({ to, target }) => isList(to) === 1 && to !== best.to && bare(target) !== bare(best.target),
      );
    return isTossUp ? 'either' : best?.target;
  };

  /** Rule W7. */
  const access = (subnet: Subnet, way: 'direct' | 'nat' | 'in', direction: string): void => {
    const mode = toy.access.modes[subnet.vpc];
    const exclusions = [toy.access.exclusions[subnet.id], toy.access.exclusions[subnet.vpc]];
    const isFree =
      mode === 'off' ||
      (mode === 'block-ingress' && way === 'nat') ||
      exclusions.includes('allow-bidirectional') ||
      (way !== 'in' && exclusions.includes('allow-egress'));
    if (!isFree) blocks.add(`${subnet.id} ${direction}`);
  };

  /** Into a subnet of the VPC; where from, if from a subnet of it. */
  const deliver = (
    vpc: string,
    from: Subnet[],
    src: string,
    dst: string,
    port: number,
    direction: string,
  ): Subnet | undefined => {
    const there = toy.subnets.find((one) => one.vpc === vpc && isIn(one.cidr, dst));
    if (!there) return void blocks.add(`${vpc} ${direction}`);
    for (const one of from) if (one.id !== there.id) acl(one, 'out', dst, port, direction);
    if (from.length === 0 || from.some(({ id }) => id !== there.id)) acl(there, 'in', src, port, direction);
    return there;
  };

  type End = { at: Subnet } | 'outside' | 'nat' | undefined;
  const go = (
    from: Subnet,
    src: string,
    dst: string,
    port: number,
    direction: 'forward' | 'return',
    sender: { id: string; isPublic: boolean; isNat: boolean },
  ): End => {
    let here = from;
    for (let stop = 0; stop < 8; stop++) {
      const route = lookUp(toy.tables[here.table] ?? {}, dst);
      if (route === 'either') return void unsure.add(`${here.table} ${direction}`);
      const isFirstOfNat = sender.isNat && stop === 0;
      if (isFirstOfNat && (route === undefined || route.startsWith('!') || route.startsWith('nat-')))
        return void blocks.add(`nat-1 ${direction}`);
      if (route === undefined || route.startsWith('!')) return void blocks.add(`${here.table} ${direction}`);
      if (route === 'local') {
        const at = deliver(here.vpc, [here], src, dst, port, direction);
        return at && { at };
      }
      if (route.startsWith('igw-')) {
        acl(here, 'out', dst, port, direction);
        if (toy.igws[route] !== here.vpc) return void blocks.add(`${route} ${direction}`);
        access(here, sender.isNat ? 'nat' : 'direct', direction);
        if (toy.six) return 'outside';
        if (isPrivate(dst)) blocks.add(`${route} ${direction}`);
        if (!sender.isPublic) blocks.add(`${sender.isNat ? sender.id : route} ${direction}`);
        return 'outside';
      }
      if (route === 'eigw-1') {
        acl(here, 'out', dst, port, direction);
        if (direction === 'return') state.usedEigwBack = true;
        if (here.vpc !== 'vpc-a') return void blocks.add(`eigw-1 ${direction}`);
        access(here, 'nat', direction);
        return 'outside';
      }
      if (route === 'nat-1') {
        const host = subnetBy(toy.nat.subnet);
        if (direction === 'return') {
          acl(here, 'out', dst, port, direction);
          return void blocks.add(`${here.table} return`);
        }
        if (host.id !== here.id) {
          acl(here, 'out', dst, port, direction);
          acl(host, 'in', src, port, direction);
        }
        if (!toy.nat.isUp) return void blocks.add('nat-1 forward');
        if (toy.six) {
          state.way = 'lost';
          return void blocks.add('nat-gateway forward');
        }
        return 'nat';
      }
      if (route === 'vpce-1') {
        acl(here, 'out', dst, port, direction);
        return here.vpc === 'vpc-a' ? 'outside' : void blocks.add(`vpce-1 ${direction}`);
      }
      if (route === 'pcx-1') {
        acl(here, 'out', dst, port, direction);
        const other = here.vpc === 'vpc-a' ? 'vpc-b' : 'vpc-a';
        // Rule W8, never transitive: both ends have to be in the two VPCs.
        if (!toy.isPeered || !isIn(vpcs[other] ?? '', dst) || !isIn(vpcs[here.vpc] ?? '', src))
          return void blocks.add(`pcx-1 ${direction}`);
        if (direction === 'forward' && state.way === 'local') state.way = 'pcx-1';
        const at = deliver(other, [], src, dst, port, direction);
        return at && { at };
      }
      const next = transit(here, src, dst, port, direction);
      if (next === undefined || 'at' in next) return next;
      here = next.next;
    }
    return void blocks.add(`${here.id} ${direction}`);
  };
  const transit = (
    here: Subnet,
    src: string,
    dst: string,
    port: number,
    direction: 'forward' | 'return',
  ): { at: Subnet } | { next: Subnet } | undefined => {
    const [entryId, entry] =
      Object.entries(toy.tgw.attachments).find(([, { vpc }]) => vpc === here.vpc) ?? [];
    if (!entry?.isUp) return void blocks.add(`${entryId} ${direction}`);
    acl(here, 'out', dst, port, direction);
    const inZone = entry.subnets.map(subnetBy).find(({ zone }) => zone === here.zone);
    if (inZone) acl(inZone, 'in', src, port, direction);
    else blocks.add(`tgw-1 ${direction}`);
    if (!entry.isAssociated) return void blocks.add(`${entryId} ${direction}`);
    const route = lookUp(toy.tgw.routes, dst);
    if (route === undefined || route.startsWith('!')) return void blocks.add(`tgw-rtb-1 ${direction}`);
    const exit = toy.tgw.attachments[route];
    if (!exit?.isUp) return void blocks.add(`${route} ${direction}`);
    if (direction === 'forward' && state.way !== 'lost') state.way = 'tgw-1';
    const landings = exit.subnets.map(subnetBy);
    const same = landings.find(({ zone }) => zone === here.zone);
    const taken = same ? [same] : landings;
    if (!isIn(vpcs[exit.vpc] ?? '', dst)) return { next: taken[0] as Subnet };
    const at = deliver(exit.vpc, taken, src, dst, port, direction);
    return at && { at };
  };

  // The request.
  const stretches: Stretch[] = [
    { src: packet.src, dst: packet.dst, replyPort: packet.replyPort, origin: start },
  ];
  let last = stretches[0] as Stretch;
  let sender = { id: 'client', isPublic: clientPub !== undefined, isNat: false };
  let end = go(start, last.src, last.dst, toy.port, 'forward', sender);
  for (let turn = 0; end === 'nat' && turn < 4; turn++) {
    const host = subnetBy(toy.nat.subnet);
    state.usedNat = true;
    state.way = 'lost';
    last.end = host;
    last = { src: toy.nat.ip, dst: packet.dst, replyPort: packet.natPort, origin: host };
    stretches.push(last);
    sender = { id: 'nat-1', isPublic: toy.nat.isPublic, isNat: true };
    end = go(host, last.src, last.dst, toy.port, 'forward', sender);
  }
  let receiver: { groups: string[] } | undefined;
  const receive = (at: Subnet, src: string, dst: string): void => {
    last.end = at;
    const planned = typeof toy.to === 'string' ? undefined : toy.to;
    if (planned && at.id !== planned.subnet) return void blocks.add(`${at.id} forward`);
    receiver = planned ?? toy.nics.find((one) => one.ip === dst && subnetBy(one.subnet).vpc === at.vpc);
    if (!receiver) return void blocks.add(`${at.id} forward`);
    const carries =
      state.way === 'local' || state.way === 'pcx-1' || (state.way === 'tgw-1' && toy.tgw.supportsReferences);
    group(receiver.groups, 'in', src, clientGroups, carries);
  };
  /** Rule E8. IPv6 addresses are public ones, whoever has them, also who is only planned. */
  const ownerOf = (dst: string): { subnet: string; ip: string } | undefined => {
    if (!toy.six) return toy.nics.find(({ pub }) => pub === dst);
    return typeof toy.to === 'string'
      ? toy.nics.find(({ ip }) => ip === dst)
      : { subnet: toy.to.subnet, ip: dst };
  };
  if (end === 'outside') {
    const owner = ownerOf(packet.dst);
    if (owner) {
      state.way = 'lost';
      const src = toy.six ? packet.src : sender.isNat ? toy.nat.pub : clientPub;
      if (src === undefined) return { blocks, unsure, usedNat: state.usedNat, isUnknowable: true };
      last = { src, dst: owner.ip, replyPort: last.replyPort, isHairpin: true };
      stretches.push(last);
      const at = deliver(subnetBy(owner.subnet).vpc, [], src, owner.ip, toy.port, 'forward');
      if (at) {
        access(at, 'in', 'forward');
        receive(at, src, owner.ip);
      }
    }
  } else if (end && end !== 'nat') receive(end.at, last.src, last.dst);

  // The reply.
  const isStopped = end === undefined || end === 'nat';
  if (isStopped && stretches[0]?.end === undefined) {
    if (!state.askedAcl) acl(start, 'out', packet.dst, toy.port, 'forward');
    acl(start, 'in', packet.dst, packet.replyPort, 'return');
  }
  for (const stretch of isStopped ? [] : stretches.toReversed()) {
    if (stretch.end === undefined) {
      if (stretch.origin) acl(stretch.origin, 'in', stretch.dst, stretch.replyPort, 'return');
      continue;
    }
    const answers = { id: 'server', isPublic: stretch.isHairpin === true, isNat: false };
    const back = go(stretch.end, stretch.dst, stretch.src, stretch.replyPort, 'return', answers);
    if (back === undefined) continue;
    const isThere = stretch.isHairpin
      ? back === 'outside'
      : typeof back === 'object' && back.at.id === stretch.origin?.id;
    if (!isThere) blocks.add(`${stretch.end.id} return`);
  }
  // Whether an egress-only gateway lets replies out to what came in by another gateway, no fact tells.
  if (state.usedEigwBack) return { blocks, unsure, usedNat: false, isUnknowable: true };
  const carriesOut = state.way === 'local' || state.way === 'pcx-1';
  group(clientGroups, 'out', packet.dst, receiver?.groups ?? [], carriesOut);
  return { blocks, unsure, usedNat: state.usedNat };
}
