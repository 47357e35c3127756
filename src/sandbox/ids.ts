import { createHash } from 'node:crypto';

/** The same letters and digits for the same key, in any process: how everything made in the sandbox is named. */
export function hex(key: string, length: number): string {
  return createHash('sha256').update(key).digest('hex').slice(0, length);
}

export function uuid(key: string): string {
  const h = hex(key, 32);
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-a${h.slice(17, 20)}-${h.slice(20)}`;
}

export function digits(key: string, length: number): string {
  return BigInt(`0x1${hex(key, 48)}`)
    .toString()
    .slice(-length);
}

/** Upper-case letters and digits, as CloudFormation ends the names it makes up. */
export function suffix(key: string, length: number): string {
  return BigInt(`0x1${hex(key, 40)}`)
    .toString(36)
    .toUpperCase()
    .slice(1, length + 1);
}

/** A number from `low` up to `high` for this key. */
export function between(key: string, low: number, high: number): number {
  return low + (Number.parseInt(hex(key, 8), 16) / 2 ** 32) * (high - low);
}
