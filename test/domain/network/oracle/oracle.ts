import { tryPacket } from './one-packet.ts';
import type { Toy } from './toy.ts';

/** Between these no rule of a toy begins or ends, so they stand for all ports. */
const clientPorts = [32_768, 39_999, 40_000, 60_999];
const natPorts = [1024, 32_767, 32_768, 39_999, 40_000, 60_999, 61_000, 65_535];

/** The addresses an interface may get, or has. */
function addressesOf(toy: Toy, one: { nic: string } | { subnet: string }): string[] {
  if ('nic' in one) return toy.nics.filter(({ id }) => id === one.nic).map(({ ip }) => ip);
  const [base = '', first = '0'] =
    (toy.subnets.find(({ id }) => id === one.subnet)?.cidr ?? '').match(/^(.*\.)(\d+)\//)?.slice(1) ?? [];
  // Of IPv6 ranges the first four addresses are gone too, but no range of a toy is that small.
  const [from, length] = toy.six ? [0, 16] : [4, 11];
  return Array.from({ length }, (_, index) => base + (Number(first) + from + index));
}

/** Likewise of a toy's ranges, which begin and end at eights: two of each half stand for all. */
const someOf = (all: string[]): string[] =>
  all.filter(
    (ip, index) => index === 0 || index === all.length - 1 || [7, 0].includes(Number(ip.split('.')[3]) % 8),
  );

/** Rules E2, E3: the name is the endpoint's interface in the client's own zone, or any where there is none. */
function endpointOf({ subnets, nics, client, endpoint }: Toy): string[] {
  const zoneOf = (id: string | undefined) => subnets.find((one) => one.id === id)?.zone;
  const subnetOf = (nic: string) => nics.find(({ id }) => id === nic)?.subnet;
  const here = zoneOf('nic' in client ? subnetOf(client.nic) : client.subnet);
  const near = endpoint.nics.filter((nic) => zoneOf(subnetOf(nic)) === here);
  const answers = near.length > 0 ? near : endpoint.nics;
  return nics.filter(({ id }) => answers.includes(id)).map(({ ip }) => ip);
}

function targetsOf(toy: Toy): string[] {
  if (toy.to === 'ecr.api') return endpointOf(toy);
  return typeof toy.to === 'string' ? [toy.to] : someOf(addressesOf(toy, toy.to));
}

/** Every packet of the question, one after the other. */
export function bruteForce(toy: Toy): { verdict: string; blocks: string[] } {
  const blocks = new Set<string>();
  let [passed, failed, unsure] = [0, 0, 0];
  if (toy.to === 'ecr.api' && !toy.endpoint.isUp) return { verdict: 'BLOCKED', blocks: ['vpce-2 forward'] };
  const targets = targetsOf(toy);
  const sources = addressesOf(toy, toy.client);
  for (const dst of targets)
    for (const src of targets.length > 1 && sources.length > 1 ? someOf(sources) : sources)
      for (const replyPort of clientPorts)
        for (const natPort of natPorts) {
          const tried = tryPacket(toy, { src, dst, replyPort, natPort });
          if (tried.isUnknowable) return { verdict: 'unknowable', blocks: [] };
          if (tried.blocks.size > 0) failed++;
          else if (tried.unsure.size > 0) unsure++;
          else passed++;
          for (const block of [...tried.blocks, ...tried.unsure]) blocks.add(block);
          if (!tried.usedNat) break;
        }
  return { verdict: verdictOf(passed, failed, unsure), blocks: [...blocks].toSorted() };
}

function verdictOf(passed: number, failed: number, unsure: number): string {
  if (passed > 0 && failed > 0) return 'PARTIAL';
  if (unsure > 0) return 'UNKNOWN';
  return failed === 0 ? 'REACHABLE' : 'BLOCKED';
}
