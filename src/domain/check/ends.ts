import ipaddr from 'ipaddr.js';
import { GlfrError } from '../error.ts';
import { exitCode } from '../exit-code.ts';
import type { Client, PlannedInterface } from '../network/query.ts';
import { bareHost } from './host-port.ts';

/** What `--to` names; a host has no addresses yet. */
export type Goal = { kind: 'place'; to: Client; port: number } | { kind: 'host'; host: string; port: number };

const wrong = (flag: string, text: string, says: string, ...suggestions: string[]): GlfrError =>
  new GlfrError({
    code: 'check.end',
    message: `${flag} ${text}: ${says}.`,
    suggestions,
    exitCode: exitCode.usage,
  });

const id = (kind: string): RegExp => new RegExp(`^${kind}-[0-9a-z]+$`);

/** `subnet-…,sg-…,sg-…`: an interface that may be made there. */
function planned(text: string): PlannedInterface | undefined {
  const [subnetId = '', ...groups] = text.split(',').map((part) => part.trim());
  if (!id('subnet').test(subnetId) || !groups.every((group) => id('sg').test(group))) return undefined;
  return { kind: 'planned', subnetId, groups, publicIp: 'subnet-default' };
}

const named = (text: string): Client | undefined => {
  if (id('eni').test(text)) return { kind: 'interface', interfaceId: text };
  if (id('i').test(text)) return { kind: 'instance', instanceId: text };
  return planned(text);
};

/** Error: `check.end` (2). */
export function parseFrom(text: string): Client {
  const found = named(text.trim());
  if (found) return found;
  throw wrong(
    '--from',
    text,
    'an interface, an instance, or a subnet with security groups',
    '--from eni-0a1b2c3d',
    '--from i-0a1b2c3d',
    '--from subnet-0a1b2c3d,sg-0a1b2c3d',
  );
}

const schemePorts: Readonly<Record<string, number>> = { 'https:': 443, 'http:': 80, 'ssh:': 22 };

/** An address, a name, a URL, an interface or an instance, with a port; 443 where none is named. Error: `check.end` (2). */
export function parseTo(text: string): Goal {
  const trimmed = text.trim();
  if (trimmed.includes('://')) return fromUrl(trimmed);
  if (ipaddr.IPv6.isValid(trimmed)) return { kind: 'host', host: trimmed, port: 443 };
  const [, bracketed, bare, port] = /^(?:\[(.+)\]|([^:]+))(?::(\d+))?$/.exec(trimmed) ?? [];
  const name = bracketed ?? bare ?? '';
  const number = port === undefined ? 443 : Number(port);
  if (name === '' || number < 1 || number > 65_535) throw wrongTo(text);
  const place = named(name);
  if (place) return { kind: 'place', to: place, port: number };
  if (bracketed !== undefined && !ipaddr.IPv6.isValid(bracketed)) throw wrongTo(text);
  if (!isHost(name)) throw wrongTo(text);
  return { kind: 'host', host: name.toLowerCase(), port: number };
}

const isHost = (name: string): boolean =>
  ipaddr.isValid(name) ||
  (/^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.?)+$/i.test(name) && !/^[\d.]+$/.test(name));

function fromUrl(text: string): Goal {
  if (!URL.canParse(text)) throw wrongTo(text);
  const url = new URL(text);
  const number = Number(url.port) || schemePorts[url.protocol];
  if (url.hostname === '' || number === undefined) throw wrongTo(text);
  return { kind: 'host', host: bareHost(url), port: number };
}

const wrongTo = (text: string): GlfrError =>
  wrong(
    '--to',
    text,
    'an address, a name, a URL, an interface or an instance, with a port or without',
    '--to gitlab.example.com:443',
    '--to 10.0.0.20:22',
    '--to i-0a1b2c3d:22',
  );

/** A registry's `HOST[:PORT]`. Error: `check.end` (2). */
export function parseHost(text: string): { host: string; port: number } {
  const goal = parseTo(text);
  if (goal.kind === 'host') return goal;
  throw wrong('--registry', text, 'a name with a port or without', '--registry registry.example.com:5050');
}
