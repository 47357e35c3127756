import ipaddr from 'ipaddr.js';
import type { NetworkDocument } from './document.ts';

/** Fields with words of the owner's own; ids are found by their form, wherever they stand. */
const freeText = new Set(['Description', 'PolicyDocument', 'CustomerGatewayConfiguration', 'RequesterId']);
const names = new Set([
  'GroupName',
  'LoadBalancerName',
  'TargetGroupName',
  'PrefixListName',
  'KeyName',
  'UserId',
  'OwnerId',
  'Account',
]);

/** The group every VPC has, and AWS's own prefix lists, are told by their names. */
const keeps = /^(default|com\.amazonaws\..+)$/;

const resourceId = /\b([a-z]+(?:-[a-z]+)*)-([0-9a-f]{8,17})\b/g;
const accountNumber = /\b\d{12}\b/g;
const ipv4 = /\b\d{1,3}(?:\.\d{1,3}){3}\b/g;

/**
 * The same network under other names: one pseudonym per id, name, account, public address, host name; tags and
 * texts go. Private ranges stay, since the answers depend on them. `seed` keeps two scrambled files from being matched.
 */
export function scramble(document: NetworkDocument, seed = ''): NetworkDocument {
  const alias = new Map<string, string>();
  const known = (kind: string, value: string, make: (n: number) => string): string => {
    const key = `${kind}:${value}`;
    const found = alias.get(key);
    if (found !== undefined) return found;
    const made = make(alias.size + 1);
    alias.set(key, made);
    return made;
  };
  const context: Context = {
    id: (prefix, rest) => known('id', `${prefix}-${rest}`, (n) => `${prefix}-${digits(`${seed}${n}`, 17)}`),
    account: (value) => known('account', value, (n) => String(100_000_000_000 + n)),
    name: (value) => known('name', value, (n) => `name-${n}`),
    address: (value) => (isPublic(value) ? known('address', value, documentationAddress) : value),
  };
  return rewrite(document, '', context) as NetworkDocument;
}

interface Context {
  id: (prefix: string, rest: string) => string;
  account: (value: string) => string;
  name: (value: string) => string;
  address: (value: string) => string;
}

/** RFC 2544's benchmark range: large, public to the rules that matter, and nobody's. */
const documentationAddress = (n: number): string => `198.${18 + (n >> 16)}.${(n >> 8) & 255}.${n & 255}`;

function isPublic(address: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(address) && ipaddr.parse(address).range() === 'unicast';
}

/** Hexadecimal digits that depend on the text alone (FNV-1a, continued). */
function digits(text: string, length: number): string {
  let hash = 0x811c9dc5;
  let made = '';
  for (let round = 0; made.length < length; round++) {
    for (const letter of `${text}:${round}`)
      hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
    made += hash.toString(16).padStart(8, '0');
  }
  return `0${made.slice(1, length)}`;
}

function rewrite(value: unknown, key: string, context: Context): unknown {
  if (typeof value === 'string') return rewriteText(value, key, context);
  if (value instanceof Date || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one: unknown) => rewrite(one, key, context));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !['Tags', 'TagSet', ...freeText].includes(name) || keepsDescription(name, value))
      .map(([name, one]) => [name, rewrite(one, name, context)]),
  );
}

/** A load balancer's interface is told by its description alone. */
const keepsDescription = (name: string, value: object): boolean =>
  name === 'Description' && 'Description' in value && /^ELB (app|net)\//.test(String(value.Description));

function rewriteText(value: string, key: string, context: Context): string {
  if (isCidr(value)) return value;
  if (key.endsWith('Arn') || key === 'Description') return rewriteArn(value, context);
  if (key === 'DNSName' || key.endsWith('DnsName') || key === 'DomainName')
    return `${context.name(value)}.example`;
  if (key === 'Name' && value.includes('.')) return `${context.name(value)}.example`;
  if (names.has(key) && !/^\d{12}$/.test(value) && !keeps.test(value)) return context.name(value);
  return rewriteIds(value, context);
}

const isCidr = (value: string): boolean => value.includes('/') && ipaddr.isValidCIDR(value);

const rewriteIds = (value: string, context: Context): string =>
  value
    .replace(resourceId, (_, prefix: string, rest: string) => context.id(prefix, rest))
    .replace(accountNumber, (account) => context.account(account))
    .replace(ipv4, (address) => context.address(address));

/** `arn:…:loadbalancer/app/<name>/<hex>` and `ELB app/<name>/<hex>` must go on matching each other. */
const rewriteArn = (value: string, context: Context): string =>
  rewriteIds(value, context).replace(
    /((?:app|net|gwy|targetgroup)\/)([^/]+)\/([0-9a-f]+)/g,
    (_, kind: string, name: string, rest: string) =>
      `${kind}${context.name(name)}/${context.id('x', rest).slice(2)}`,
  );
