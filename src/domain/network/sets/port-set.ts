/** Ports, both ends included, as AWS writes them. */
export interface Ports {
  from: number;
  to: number;
}

export const allPorts: Ports = { from: 0, to: 65_535 };
/** Rule N4: ports a Linux client may be answered on. */
export const linuxPorts: Ports = { from: 32_768, to: 60_999 };
/** Rule N4: Windows Server 2008 and later. */
export const windowsPorts: Ports = { from: 49_152, to: 65_535 };
/** Rule N4: NAT gateways, load balancers and Lambda remap into this range. */
export const remappedPorts: Ports = { from: 1024, to: 65_535 };

export const portsText = ({ from, to }: Ports): string => (from === to ? `${from}` : `${from}-${to}`);

export const common = (a: Ports, b: Ports): Ports | undefined => {
  const both = { from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) };
  return both.from <= both.to ? both : undefined;
};

/** What `taken` leaves of `part`. */
export function without(part: Ports, taken: Ports): Ports[] {
  const rest: Ports[] = [];
  if (taken.from > part.from) rest.push({ from: part.from, to: Math.min(part.to, taken.from - 1) });
  if (taken.to < part.to) rest.push({ from: Math.max(part.from, taken.to + 1), to: part.to });
  return rest;
}
