import ipaddr from 'ipaddr.js';

/** An address as a number; IPv6 needs a bigint. The two are never mixed in one set. */
export type Point = number | bigint;

/** Half-open, `end` is the first address outside: so no arithmetic is needed, and both kinds of number do. */
export interface Range {
  from: Point;
  end: Point;
}

/** Addresses of one family: sorted ranges that do not touch. */
export type AddressSet = readonly Range[];

export type Family = 4 | 6;

export const familyOf = (text: string): Family => (text.includes(':') ? 6 : 4);

const toPoint = (bytes: readonly number[]): Point =>
  bytes.length === 4
    ? bytes.reduce((sum, byte) => sum * 256 + byte, 0)
    : bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);

/** A CIDR or an address; what is neither holds no address. */
export function rangeOf(text: string): Range | undefined {
  const [address = '', length] = text.split('/');
  if (!ipaddr.isValid(address)) return undefined;
  const bytes = ipaddr.parse(address).toByteArray();
  const start = toPoint(bytes);
  const bits = length === undefined ? bytes.length * 8 : Number(length);
  if (!(bits >= 0 && bits <= bytes.length * 8)) return undefined;
  if (typeof start === 'bigint') {
    const size = 1n << BigInt(128 - bits);
    const from = start - (start % size);
    return { from, end: from + size };
  }
  const size = 2 ** (32 - bits);
  const from = start - (start % size);
  return { from, end: from + size };
}

/** The union of CIDRs and addresses of one family. */
export const setOf = (texts: readonly string[], family: Family): AddressSet =>
  merged(texts.filter((text) => familyOf(text) === family).flatMap((text) => rangeOf(text) ?? []));

export function merged(ranges: readonly Range[]): AddressSet {
  if (ranges.length < 2) return ranges;
  const union: Range[] = [];
  for (const range of ranges.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))) {
    const last = union.at(-1);
    if (last === undefined || range.from > last.end) union.push({ ...range });
    else if (range.end > last.end) last.end = range.end;
  }
  return union;
}

export function intersect(a: AddressSet, b: AddressSet): AddressSet {
  const common: Range[] = [];
  let j = a[0] === undefined ? 0 : firstBeyond(b, a[0].from);
  for (const one of a) {
    for (; j < b.length; j++) {
      const other = b[j] as Range;
      if (other.from >= one.end) break;
      const [from, end] = [later(one.from, other.from), earlier(one.end, other.end)];
      if (from < end) common.push({ from, end });
      if (other.end > one.end) break;
    }
  }
  return common;
}

/** `Math.max` knows no bigint. */
export function later(a: Point, b: Point): Point {
  if (a > b) return a;
  return b;
}

export function earlier(a: Point, b: Point): Point {
  if (a < b) return a;
  return b;
}

/** The first range that ends after the point: sets of a thousand ranges are asked about one address. */
function firstBeyond(set: AddressSet, point: Point): number {
  let [low, high] = [0, set.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((set[middle] as Range).end <= point) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function subtract(a: AddressSet, b: AddressSet): AddressSet {
  const rest: Range[] = [];
  for (const one of a) {
    let { from } = one;
    for (let j = firstBeyond(b, from); j < b.length; j++) {
      const other = b[j] as Range;
      if (other.from >= one.end) break;
      if (other.from > from) rest.push({ from, end: other.from });
      from = other.end;
      if (from >= one.end) break;
    }
    if (from < one.end) rest.push({ from, end: one.end });
  }
  return rest;
}

export const isEmpty = (set: AddressSet): boolean => set.length === 0;

export const covers = (whole: AddressSet, part: AddressSet): boolean => isEmpty(subtract(part, whole));

export const overlaps = (a: AddressSet, b: AddressSet): boolean => !isEmpty(intersect(a, b));

export const isSame = (a: AddressSet, b: AddressSet): boolean => covers(a, b) && covers(b, a);

/** One address, and which. */
export function single(set: AddressSet): Point | undefined {
  const [only, more] = set;
  if (only === undefined || more !== undefined) return undefined;
  return BigInt(only.end) - BigInt(only.from) === 1n ? only.from : undefined;
}
