import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { limiter } from '../../src/aws/network/limiter.ts';
import { networkPort } from '../../src/aws/network.ts';
import type { NetworkQuestion } from '../../src/domain/check/reading.ts';
import { shapeSnapshot } from '../../src/domain/network/document/shape.ts';
import { managerGroup } from '../../src/domain/network/own-groups.ts';
import { reachability } from '../../src/domain/network/reachability.ts';
import { networkOf } from '../../src/domain/network/subnet-kind.ts';
import { type KnownNetwork, knownNetworks } from '../../src/sandbox/ec2/networks/known.ts';
import { openSandbox } from '../../src/sandbox/open.ts';

const stateDir = mkdtempSync(join(tmpdir(), 'glfr-network-'));
afterAll(() => rmSync(stateDir, { recursive: true, force: true, maxRetries: 10 }));

const slug = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
const nothing: NetworkQuestion = { ends: [], hosts: [], addresses: [] };

/** The network as glfr reads it from a sandbox with these faults, and the calls that were made. */
async function reading(question: NetworkQuestion, ...faults: string[]) {
  const env = { GLFR_SANDBOX_SEED: 'network', GLFR_SANDBOX_FAULTS: faults.join(',') };
  const sandbox = await openSandbox({ stateDir, env, wallNow: Date.now });
  const made: string[] = [];
  const port = networkPort({
    region: sandbox.region,
    signal: new AbortController().signal,
    intercept: (call) => {
      made.push(`${call.service}:${call.command}`);
      return sandbox.intercept(call);
    },
  });
  return { ...(await port.read(question)), made };
}

const answerFor = ({ subnetId, publicIp = false, gitlab }: KnownNetwork, document: object) =>
  reachability(networkOf(shapeSnapshot(document)), [
    {
      from: { kind: 'planned', subnetId, groups: [managerGroup], publicIp },
      to: { kind: 'host', host: 'gitlab.example.com', addresses: [gitlab] },
      port: 443,
    },
  ]);

describe('a network that is read page by page answers as the whole one does', () => {
  it.each(knownNetworks.map((known) => [known.name, known] as const))('%s', async (name, known) => {
    const question = { ends: [known.subnetId], hosts: ['gitlab.example.com'], addresses: [known.gitlab] };
    const { document } = await reading(question, `network:${slug(name)}`);
    expect(answerFor(known, document)).toEqual(answerFor(known, known.document));
  });
});

describe('only what matters is asked', () => {
  it('no transit gateway, no peering, no load balancer and no zone where nothing leads to one', async () => {
    const { made, calls } = await reading(nothing);
    expect(made).toHaveLength(calls);
    const rare = /Transit|Peering|Vpn|ManagedPrefix|EgressOnly|Exclusions|elastic-load|route-53/;
    expect(made.filter((call) => rare.test(call))).toEqual([]);
  });

  it('DNS attributes only of the VPC in question', async () => {
    const { made } = await reading({ ...nothing, ends: ['subnet-0bc75815668677954'] });
    expect(made.filter((call) => call === 'ec2:DescribeVpcAttribute')).toHaveLength(2);
  });

  it('a transit gateway with its tables and their routes', async () => {
    const { document } = await reading(nothing, 'network:gitlab-behind-a-transit-gateway');
    const [table] = document.TransitGatewayRouteTables as { Routes: object[] }[];
    expect(table?.Routes).toHaveLength(2);
  });
});

describe('what is denied', () => {
  it('stands there by its permission, and the rest is read all the same', async () => {
    const { document, refused } = await reading(
      nothing,
      'deny:ec2:DescribeNetworkAcls',
      'deny:ec2:DescribeAddresses',
    );
    expect(document.Denied).toEqual({
      NetworkAcls: 'ec2:DescribeNetworkAcls',
      Addresses: 'ec2:DescribeAddresses',
    });
    expect(document.NetworkAcls).toBeUndefined();
    expect(document.RouteTables?.length).toBeGreaterThan(5);
    expect(refused).toEqual(expect.arrayContaining(['ec2:DescribeNetworkAcls', 'ec2:DescribeAddresses']));
  });

  it('is told of details too', async () => {
    const { refused } = await reading(
      nothing,
      'network:gitlab-behind-a-transit-gateway',
      'deny:ec2:SearchTransitGatewayRoutes',
    );
    expect(refused).toEqual(['ec2:SearchTransitGatewayRoutes']);
  });

  it('ends the reading where it is VPCs or subnets', async () => {
    await expect(reading(nothing, 'deny:ec2:DescribeSubnets')).rejects.toMatchObject({
      code: 'aws.denied',
      exitCode: 4,
    });
  });
});

it('a throttled account is asked again until it answers', async () => {
  const { document } = await reading(nothing, 'network:a-vpn', 'throttle:ec2');
  expect(document.Subnets).toHaveLength(2);
}, 60_000);

it('no more than so many calls are under way', async () => {
  const inTurn = limiter(3);
  let running = 0;
  let most = 0;
  const work = async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 1));
    running -= 1;
  };
  const failing = inTurn(() => Promise.reject(new Error('no')));
  await Promise.all([
    expect(failing).rejects.toThrow('no'),
    ...Array.from({ length: 20 }, () => inTurn(work)),
  ]);
  expect(most).toBe(3);
});
