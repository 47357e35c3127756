import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeGlfr, expectCode, glfr, place } from '../cli/glfr.ts';
import { outside } from '../outside.ts';
import { type Moto, region, startMoto } from './moto.ts';

let moto: Moto;
let subnet: string;
let group: string;

/** Two VPCs with a peering connection, a private zone and maybe a transit gateway, all new. */
async function build({ transit = false } = {}): Promise<void> {
  await moto.reset();
  /** The first id of this kind in the answer. */
  const made = async (action: string, parameters: Readonly<Record<string, string>>, kind: string) => {
    const answer = await moto.ec2(action, parameters);
    const id = new RegExp(`\\b${kind}-[0-9a-f]{8,17}\\b`).exec(answer)?.[0];
    if (!id) throw new Error(`${action} made no ${kind}: ${answer}`);
    return id;
  };
  const network = async (cidr: string) => {
    const vpc = await made('CreateVpc', { CidrBlock: cidr }, 'vpc');
    const net = cidr.replace(/0\/16$/, '0/24');
    const own = await made('CreateSubnet', { VpcId: vpc, CidrBlock: net }, 'subnet');
    const filter = { 'Filter.1.Name': 'vpc-id', 'Filter.1.Value.1': vpc };
    return { vpc, subnet: own, table: await made('DescribeRouteTables', filter, 'rtb') };
  };
  const [here, there] = [await network('10.7.0.0/16'), await network('10.8.0.0/16')];
  subnet = here.subnet;
  const ends = { VpcId: here.vpc, PeerVpcId: there.vpc };
  const pcx = await made('CreateVpcPeeringConnection', ends, 'pcx');
  await moto.ec2('AcceptVpcPeeringConnection', { VpcPeeringConnectionId: pcx });
  const route = (table: string, cidr: string, target: Readonly<Record<string, string>>) =>
    moto.ec2('CreateRoute', { RouteTableId: table, DestinationCidrBlock: cidr, ...target });
  await route(here.table, '10.8.0.0/16', { VpcPeeringConnectionId: pcx });
  await route(there.table, '10.7.0.0/16', { VpcPeeringConnectionId: pcx });
  if (transit) {
    const tgw = await made('CreateTransitGateway', {}, 'tgw');
    await moto.ec2('CreateTransitGatewayVpcAttachment', {
      ...{ TransitGatewayId: tgw, VpcId: here.vpc, 'SubnetIds.1': here.subnet },
    });
    await route(here.table, '10.9.0.0/16', { TransitGatewayId: tgw });
  }
  const gitlab = { GroupName: 'gitlab', GroupDescription: 'gitlab', VpcId: there.vpc };
  group = await made('CreateSecurityGroup', gitlab, 'sg');
  await moto.ec2('CreateNetworkInterface', {
    ...{ SubnetId: there.subnet, PrivateIpAddress: '10.8.0.20', 'SecurityGroupId.1': group },
  });
  // Off in a VPC that is made by hand, and then no private zone answers.
  await moto.ec2('ModifyVpcAttribute', { VpcId: here.vpc, 'EnableDnsHostnames.Value': 'true' });
  await makeZone(here.vpc);
}

/** A private zone of this VPC in which git.corp.example is 10.8.0.20. */
async function makeZone(vpc: string): Promise<void> {
  const scope = 'Credential=test/20261123/us-east-1/route53/aws4_request, SignedHeaders=host, Signature=0';
  const post = async (path: string, body: string) => {
    const headers = { authorization: `AWS4-HMAC-SHA256 ${scope}` };
    const answer = await fetch(`${moto.url}/2013-04-01/${path}`, { method: 'POST', headers, body });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${text}`);
    return text;
  };
  const made = await post(
    'hostedzone',
    `<CreateHostedZoneRequest><Name>corp.example</Name><CallerReference>x</CallerReference>
      <VPC><VPCRegion>${region}</VPCRegion><VPCId>${vpc}</VPCId></VPC>
      <HostedZoneConfig><PrivateZone>true</PrivateZone></HostedZoneConfig></CreateHostedZoneRequest>`,
  );
  const [, zone] = /<Id>\/hostedzone\/(\w+)<\/Id>/.exec(made) ?? [];
  await post(
    `hostedzone/${zone}/rrset/`,
    `<ChangeResourceRecordSetsRequest><ChangeBatch><Changes><Change><Action>CREATE</Action>
      <ResourceRecordSet><Name>git.corp.example</Name><Type>A</Type><TTL>60</TTL>
      <ResourceRecords><ResourceRecord><Value>10.8.0.20</Value></ResourceRecord></ResourceRecords>
      </ResourceRecordSet></Change></Changes></ChangeBatch></ChangeResourceRecordSetsRequest>`,
  );
}

interface Path {
  verdict: string;
  findings: { code: string; component: string; message: string }[];
}
const check = async (code: number, ...args: string[]) => {
  const ran = expectCode(await glfr(['check', ...args, '--json'], { env: moto.env }), code);
  const { verdict, paths } = JSON.parse(ran.stdout) as { verdict: string; paths: [Path, ...Path[]] };
  return { verdict, path: paths[0], paths, stderr: ran.stderr };
};
const question = () => ['--from', subnet, '--to', 'git.corp.example:443'];

describe.skipIf(!outside('moto_server', 'aws'))('over the wire', () => {
  beforeAll(async () => {
    moto = await startMoto();
    // moto fails on the routes of a transit gateway, and glfr asks for seconds until it believes that.
    await build({ transit: true });
  }, 180_000);
  afterAll(() => Promise.all([closeGlfr(), moto?.stop()]));

  it('finds GitLab by the private zone, over the peering, and the rule that is missing', async () => {
    const { verdict, path } = await check(5, ...question());
    expect(verdict).toBe('BLOCKED');
    expect(path.findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['GLFR_DNS_VIEW_DIFFERS', 'SG_HAS_NO_RULES']),
    );
    expect(path.findings.find(({ code }) => code === 'SG_HAS_NO_RULES')?.component).toBe(group);
  });

  describe('without a transit gateway', () => {
    beforeAll(() => build());

    it('dumps that the AWS CLI makes answer the same', async () => {
      const live = await check(5, '--from', subnet, '--to', '10.8.0.20:443');
      const lists = [
        ...['vpcs', 'subnets', 'route-tables', 'network-acls', 'security-groups', 'network-interfaces'],
        ...['nat-gateways', 'internet-gateways', 'vpc-peering-connections', 'instances', 'addresses'],
      ];
      const files = await Promise.all(
        lists.map(async (list) => {
          await writeFile(join(place, list), JSON.stringify(await moto.aws('ec2', `describe-${list}`)));
          return ['--snapshot', list];
        }),
      );
      const dumped = await check(5, ...files.flat(), '--from', subnet, '--to', '10.8.0.20:443');
      expect(dumped.verdict).toBe(live.verdict);
      expect(dumped.path.findings).toEqual(live.path.findings);
    });

    it('--fix --yes leaves a group alone that is not its own', async () => {
      const { stderr } = await check(5, ...question(), '--fix', '--yes');
      expect(stderr).toContain(`not changed: aws ec2 authorize-security-group-ingress --group-id ${group}`);
    });

    it('the fix that is printed mends it', async () => {
      const ran = await glfr(['check', ...question(), '--json'], { env: moto.env });
      const [path] = (
        JSON.parse(ran.stdout) as { paths: { findings: { fix: { command?: string } | null }[] }[] }
      ).paths;
      const command = path?.findings.flatMap(({ fix }) => fix?.command ?? [])[0] ?? '';
      await promisify(execFile)('sh', ['-c', command.replace(/^aws /, `aws --endpoint-url ${moto.url} `)], {
        env: { ...process.env, ...moto.env, AWS_DEFAULT_REGION: region },
      });
      const { path: again } = await check(5, ...question());
      // moto attaches the interface to nothing, so only the group's part is mended.
      expect(again.findings.map(({ code }) => code)).not.toContain('SG_HAS_NO_RULES');
    });

    it('every path of a runner in that subnet', async () => {
      const { paths } = await check(5, '--subnet', subnet, '--gitlab-url', 'https://git.corp.example');
      expect(paths).toHaveLength(14);
    });
  });
});
