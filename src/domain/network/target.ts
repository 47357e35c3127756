import type { Finding } from './result.ts';
import type { AddressSet, Family } from './sets/address-set.ts';
import type { Party } from './walk/party.ts';

/** One thing to walk to. */
export interface Target {
  label: string;
  host: string;
  family: Family;
  addresses: AddressSet;
  party?: Party;
  isGuess?: boolean;
}

export interface Targets {
  label: string;
  targets: readonly Target[];
  findings: readonly Finding[];
}
