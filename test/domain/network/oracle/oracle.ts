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

/** Every packet of the question, one after the other. */
export function bruteForce(toy: Toy): { verdict: string; blocks: string[] } {
  const blocks = new Set<string>();
  let [passed, failed, unsure] = [0, 0, 0];
  const targets = typeof toy.to === 'string' ? [toy.to] : someOf(addressesOf(toy, toy.to));
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
