import { EC2Client } from '@aws-sdk/client-ec2';
import type { NetworkQuestion, NetworkReading } from '../domain/check/reading.ts';
import type { NetworkDocument } from '../domain/network/document/document.ts';
import { type Connection, clientConfig, equip } from './connection.ts';
import { readRoutes, readWhole } from './network/base.ts';
import { readBeyond } from './network/beyond.ts';
import { focusOf, readAttributes } from './network/focus.ts';
import { mentions } from './network/mentions.ts';
import { Sweep } from './network/sweep.ts';
import { readTransit } from './network/transit.ts';

/** Reads the region's network in parallel, as AWS says it; only VPCs and subnets must be readable. */
export function networkPort(connection: Connection) {
  return {
    /** Routes, ACLs and gateways. */
    async document(): Promise<NetworkDocument> {
      const sweep = new Sweep(connection);
      const client = equip(new EC2Client(clientConfig(connection)), connection);
      await Promise.all(readRoutes(sweep, client));
      return sweep.document();
    },
    /** All that matters for a question. */
    async read(question: NetworkQuestion): Promise<NetworkReading> {
      const sweep = new Sweep(connection);
      const client = sweep.counted(equip(new EC2Client(clientConfig(connection)), connection));
      await Promise.all([...readRoutes(sweep, client), ...readWhole(sweep, client)]);
      const vpcIds = focusOf(sweep, question.ends);
      await Promise.all([
        ...readBeyond(sweep, client),
        ...readTransit(sweep, client),
        readAttributes(sweep, client, vpcIds),
        ...(question.hosts.length > 0 ? [zonesFor(sweep, client, question, vpcIds)] : []),
      ]);
      if (question.addresses.length > 0) await balancersFor(sweep, question);
      return readingOf(sweep);
    },
  };

  async function zonesFor(sweep: Sweep, client: EC2Client, { hosts }: NetworkQuestion, vpcIds: string[]) {
    const { readZones } = await import('./network/zones.ts');
    await readZones(sweep, connection, { hosts, vpcIds, region: await client.config.region() });
  }

  /** Load balancers at addresses that the name has, as seen from here or by a private zone. */
  async function balancersFor(sweep: Sweep, { addresses }: NetworkQuestion) {
    const { readBalancers } = await import('./network/balancers.ts');
    const inside = mentions(sweep.list('HostedZones'), /^\d+\.\d+\.\d+\.\d+$/);
    await readBalancers(sweep, connection, new Set([...addresses, ...inside]));
  }
}

function readingOf(sweep: Sweep): NetworkReading {
  const document = sweep.document();
  const refused = [...new Set([...Object.values(document.Denied ?? {}), ...sweep.details])];
  return { document, calls: sweep.calls, refused };
}
