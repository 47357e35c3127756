import { type AddressSet, setOf, subtract } from '../sets/address-set.ts';

const reserved = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '224.0.0.0/3',
];

/** Every public IPv4 address: stands for one that is not known. */
export const publicSpace: AddressSet = subtract(setOf(['0.0.0.0/0'], 4), setOf(reserved, 4));
