import type { NetworkDocument } from '../network/document/document.ts';

/** What the network is read for: only what matters for it is asked. */
export interface NetworkQuestion {
  /** Subnets, interfaces and instances it is about; their VPCs' DNS is read. None: every VPC's. */
  ends: readonly string[];
  /** Names that are asked for, and the addresses they have as seen from here. */
  hosts: readonly string[];
  addresses: readonly string[];
}

export interface NetworkReading {
  document: NetworkDocument;
  /** Calls it took. */
  calls: number;
  /** Permissions that were refused. */
  refused: readonly string[];
}
