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

/** Two VPCs with a peering connection, a transit gateway, a private zone and a load balancer, made by the AWS CLI. */
async function build(): Promise<void> {
  const cli = async (line: string): Promise<string> => {
    const args = ['--endpoint-url', moto.url, '--output', 'text', ...line.split(' ')];
    const { stdout } = await promisify(execFile)('aws', args, {
      env: { ...process.env, ...moto.env, AWS_DEFAULT_REGION: region },
    });
    return stdout.trim().split(/\s/)[0] ?? '';
  };
  const made = async (cidr: string) => {
    const vpc = await cli(`ec2 create-vpc --cidr-block ${cidr} --query Vpc.VpcId`);
    const net = cidr.replace(/0\/16$/, '0/24');
    const own = await cli(`ec2 create-subnet --vpc-id ${vpc} --cidr-block ${net} --query Subnet.SubnetId`);
    const table = await cli(
      `ec2 describe-route-tables --filters Name=vpc-id,Values=${vpc} --query RouteTables[0].RouteTableId`,
    );
    return { vpc, subnet: own, table };
  };
  const [here, there] = [await made('10.7.0.0/16'), await made('10.8.0.0/16')];
  subnet = here.subnet;
  const pcx = await cli(
    `ec2 create-vpc-peering-connection --vpc-id ${here.vpc} --peer-vpc-id ${there.vpc} --query VpcPeeringConnection.VpcPeeringConnectionId`,
  );
  await cli(`ec2 accept-vpc-peering-connection --vpc-peering-connection-id ${pcx}`);
  for (const [table, cidr] of [
    [here.table, '10.8.0.0/16'],
    [there.table, '10.7.0.0/16'],
  ])
    await cli(
      `ec2 create-route --route-table-id ${table} --destination-cidr-block ${cidr} --vpc-peering-connection-id ${pcx}`,
    );
  const tgw = await cli('ec2 create-transit-gateway --query TransitGateway.TransitGatewayId');
  await cli(
    `ec2 create-transit-gateway-vpc-attachment --transit-gateway-id ${tgw} --vpc-id ${here.vpc} --subnet-ids ${here.subnet}`,
  );
  await cli(
    `ec2 create-route --route-table-id ${here.table} --destination-cidr-block 10.9.0.0/16 --transit-gateway-id ${tgw}`,
  );
  group = await cli(
    `ec2 create-security-group --group-name gitlab --description gitlab --vpc-id ${there.vpc} --query GroupId`,
  );
  await cli(
    `ec2 create-network-interface --subnet-id ${there.subnet} --private-ip-address 10.8.0.20 --groups ${group}`,
  );
  // Off in a VPC that is made by hand, and then no private zone answers.
  await cli(`ec2 modify-vpc-attribute --vpc-id ${here.vpc} --enable-dns-hostnames {"Value":true}`);
  const zone = await cli(
    `route53 create-hosted-zone --name corp.example --caller-reference x --vpc VPCRegion=eu-central-1,VPCId=${here.vpc} --hosted-zone-config PrivateZone=true --query HostedZone.Id`,
  );
  const record = JSON.stringify({
    Changes: [
      {
        Action: 'CREATE',
        ResourceRecordSet: {
          ...{ Name: 'git.corp.example', Type: 'A', TTL: 60 },
          ResourceRecords: [{ Value: '10.8.0.20' }],
        },
      },
    ],
  });
  await cli(`route53 change-resource-record-sets --hosted-zone-id ${zone} --change-batch ${record}`);
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
    await build();
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
