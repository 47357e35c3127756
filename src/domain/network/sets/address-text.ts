import ipaddr from 'ipaddr.js';
import type { AddressSet, Point, Range } from './address-set.ts';

function bytesOf(point: Point): number[] {
  const length = typeof point === 'bigint' ? 16 : 4;
  const value = BigInt(point);
  return Array.from({ length }, (_, index) => Number((value >> BigInt(8 * (length - 1 - index))) & 255n));
}

export const addressText = (point: Point): string =>
  typeof point === 'number'
    ? [2 ** 24, 2 ** 16, 2 ** 8, 1].map((unit) => Math.floor(point / unit) % 256).join('.')
    : ipaddr.fromByteArray(bytesOf(point)).toString();

/** The fewest CIDRs that make up a range. */
export function cidrsOf({ from, end }: Range): string[] {
  const bits = typeof from === 'bigint' ? 128 : 32;
  const cidrs: string[] = [];
  for (let start = BigInt(from); start < BigInt(end); ) {
    let size = 0;
    while (
      size < bits &&
      start % (1n << BigInt(size + 1)) === 0n &&
      start + (1n << BigInt(size + 1)) <= BigInt(end)
    )
      size++;
    cidrs.push(`${addressText(bits === 128 ? start : Number(start))}/${bits - size}`);
    start += 1n << BigInt(size);
  }
  return cidrs;
}

/** The length of the prefix, where the range is one CIDR. */
function prefixOf({ from, end }: Range): number | undefined {
  if (typeof from === 'number') {
    const bits = 32 - Math.log2(Number(end) - from);
    return Number.isInteger(bits) && from % 2 ** (32 - bits) === 0 ? bits : undefined;
  }
  const [cidr, more] = cidrsOf({ from, end });
  return more === undefined ? Number(cidr?.split('/')[1]) : undefined;
}

const texts = new WeakMap<AddressSet, string>();

/** `10.0.1.4-10.0.1.254`, `10.0.0.0/16`, `198.51.100.7`, and how many more there are. */
export function setText(set: AddressSet): string {
  const known = texts.get(set);
  if (known !== undefined) return known;
  const shown = set.slice(0, 3).map(rangeText).join(', ') || 'none';
  const text = set.length > 3 ? `${shown} and ${set.length - 3} more` : shown;
  texts.set(set, text);
  return text;
}

function rangeText(range: Range): string {
  const last: Point = typeof range.end === 'bigint' ? range.end - 1n : range.end - 1;
  if (last === range.from) return addressText(range.from);
  const bits = prefixOf(range);
  return bits === undefined
    ? `${addressText(range.from)}-${addressText(last)}`
    : `${addressText(range.from)}/${bits}`;
}

/** The smallest CIDR that holds the whole set: what a rule for it would name. */
export function hull(set: AddressSet): string {
  const [first] = set;
  const last = set.at(-1);
  if (first === undefined || last === undefined) return '';
  const bits = typeof first.from === 'bigint' ? 128 : 32;
  const [from, to] = [BigInt(first.from), BigInt(last.end) - 1n];
  let size = 0;
  while (from >> BigInt(size) !== to >> BigInt(size)) size++;
  const base = (from >> BigInt(size)) << BigInt(size);
  return `${addressText(bits === 128 ? base : Number(base))}/${bits - size}`;
}
