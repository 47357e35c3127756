import { describe, expect, it } from 'vitest';
import { parseFrom, parseTo } from '../../../src/domain/check/ends.ts';

describe('--from', () => {
  it.each([
    ['eni-0a1b', { kind: 'interface', interfaceId: 'eni-0a1b' }],
    ['i-0a1b', { kind: 'instance', instanceId: 'i-0a1b' }],
    ['subnet-0a', { kind: 'planned', subnetId: 'subnet-0a', groups: [], publicIp: 'subnet-default' }],
    [
      'subnet-0a, sg-1,sg-2',
      { kind: 'planned', subnetId: 'subnet-0a', groups: ['sg-1', 'sg-2'], publicIp: 'subnet-default' },
    ],
  ])('%s', (text, client) => expect(parseFrom(text)).toEqual(client));

  it.each(['', '10.0.0.1', 'sg-1', 'subnet-0a,subnet-1', 'eni-'])('not %j', (text) => {
    expect(() => parseFrom(text)).toThrow(/--from/);
  });
});

describe('--to', () => {
  it.each([
    ['10.0.0.20', '10.0.0.20', 443],
    ['10.0.0.20:22', '10.0.0.20', 22],
    ['GitLab.example.com', 'gitlab.example.com', 443],
    ['gitlab.example.com:8443', 'gitlab.example.com', 8443],
    ['2001:db8::1', '2001:db8::1', 443],
    ['[2001:db8::1]:22', '2001:db8::1', 22],
    ['https://gitlab.example.com/group', 'gitlab.example.com', 443],
    ['http://gitlab.example.com', 'gitlab.example.com', 80],
    ['ssh://git@gitlab.example.com/x', 'gitlab.example.com', 22],
    ['https://gitlab.example.com:8443', 'gitlab.example.com', 8443],
    ['https://[2001:db8::1]', '2001:db8::1', 443],
  ])('%s is a host', (text, host, port) => expect(parseTo(text)).toEqual({ kind: 'host', host, port }));

  it.each([
    ['eni-0a1b:22', { kind: 'interface', interfaceId: 'eni-0a1b' }, 22],
    ['i-0a1b', { kind: 'instance', instanceId: 'i-0a1b' }, 443],
    [
      'subnet-0a,sg-1:22',
      { kind: 'planned', subnetId: 'subnet-0a', groups: ['sg-1'], publicIp: 'subnet-default' },
      22,
    ],
  ])('%s is a place', (text, to, port) => expect(parseTo(text)).toEqual({ kind: 'place', to, port }));

  it.each(['', 'a b', ':443', '10.0.0.1:0', '10.0.0.1:70000', '300.1.1.1', 'https://', 'file:///x', '[x]:1'])(
    'not %j',
    (text) => expect(() => parseTo(text)).toThrow(/--to/),
  );
});
