import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { deploy, type Properties, subnets } from './deployed.ts';

const launch = (parameters: Record<string, string> = {}): Properties =>
  deploy('docker-autoscaler', parameters).properties('ExecutorLaunchTemplate').LaunchTemplateData;
const group = (parameters: Record<string, string> = {}): Properties =>
  deploy('docker-autoscaler', parameters).properties('ExecutorGroup');
const tags = { Name: 'ci-executor', 'glfr:stack': 'ci', team: 'platform' };
const asMap = (list: { Key: string; Value: string }[]) =>
  Object.fromEntries(list.map(({ Key, Value }) => [Key, Value]));

describe('the launch template of executors', () => {
  test('asks for IMDSv2, and lets job containers to it only where they shall find credentials', () => {
    const imds = (hops: number) => ({
      HttpEndpoint: 'enabled',
      HttpTokens: 'required',
      HttpPutResponseHopLimit: hops,
    });
    expect(launch().MetadataOptions).toEqual(imds(1));
    expect(launch({ Ssm: 'true' }).MetadataOptions).toEqual(imds(1));
    expect(launch({ Ecr: 'images' }).MetadataOptions).toEqual(imds(1));
    expect(launch({ Ecr: 'jobs' }).MetadataOptions).toEqual(imds(2));
    expect(launch({ ExecutorRoleName: 'ci-jobs' }).MetadataOptions).toEqual(imds(2));
  });

  test('encrypts the disk, which ends with its executor', () => {
    expect(launch({ DiskGb: '77' }).BlockDeviceMappings).toEqual([
      {
        DeviceName: '/dev/xvda',
        Ebs: { VolumeType: 'gp3', VolumeSize: '77', Encrypted: true, DeleteOnTermination: true },
      },
    ]);
  });

  test('gives a public address in public subnets only, and no group but its own', () => {
    const [inPrivate, more] = launch().NetworkInterfaces;
    expect(inPrivate).toMatchObject({ AssociatePublicIpAddress: false, Groups: ['sg-0bbbbbbb'] });
    expect(more).toBeUndefined();
    const [inPublic] = launch({ AssignPublicIp: 'ENABLED' }).NetworkInterfaces;
    expect(inPublic).toMatchObject({ AssociatePublicIpAddress: true, Groups: ['sg-0bbbbbbb'] });
  });

  test("tags disks, interfaces and instances, with the account's cost tag", () => {
    const CostTag = 'team=platform';
    const specified = launch({ CostTag }).TagSpecifications;
    expect(specified.map((one: Properties) => one.ResourceType)).toEqual(['volume', 'network-interface']);
    for (const { Tags } of specified) expect(asMap(Tags)).toEqual(tags);
    const { Tags } = group({ CostTag });
    expect(asMap(Tags)).toEqual(tags);
    expect(Tags.every((tag: Properties) => tag.PropagateAtLaunch)).toBe(true);
  });

  test('has the image of its architecture that brings Docker, or the one that is given', () => {
    const ecs = '/aws/service/ecs/optimized-ami/amazon-linux-2023';
    expect(launch().ImageId).toBe(`{{resolve:ssm:${ecs}/recommended/image_id}}`);
    expect(launch({ Architecture: 'arm64' }).ImageId).toBe(
      `{{resolve:ssm:${ecs}/arm64/recommended/image_id}}`,
    );
    expect(launch({ Ami: 'ami-0a1b2c3d' }).ImageId).toBe('ami-0a1b2c3d');
    expect(launch({ Ami: 'resolve:ssm:/ci/ami' }).ImageId).toBe('resolve:ssm:/ci/ami');
  });

  test('has a key and a profile only where they are used', () => {
    expect(launch()).toMatchObject({ KeyName: 'ci-executor' });
    expect(launch({ Ssh: 'instance-connect' })).not.toHaveProperty('KeyName');
    expect(launch()).not.toHaveProperty('IamInstanceProfile');
    expect(launch({ Ssm: 'true' }).IamInstanceProfile.Arn).toMatch(/:instance-profile\/ci-ExecutorProfile/);
  });
});

describe('user data', () => {
  const commands = (parameters: Record<string, string> = {}): (string | string[])[] => {
    const text = Buffer.from(launch(parameters).UserData, 'base64').toString('utf8');
    expect(text).toMatch(/^#cloud-config\n/);
    const { bootcmd, ...others } = parse(text);
    expect(others).toEqual({});
    return bootcmd;
  };
  const mask = ['systemctl', 'mask', '--now', '--no-block', 'ecs.service'];
  /** What a command writes, and where to, without writing it there. */
  const written = (command: string | string[] = '') => {
    const [, left = '', file] = /^(.*) > (\S+)$/.exec(String(command)) ?? [];
    return [file, spawnSync('sh', ['-c', left], { encoding: 'utf8' }).stdout];
  };

  test('only masks the ECS agent where nothing else is asked: nothing to install at boot', () => {
    expect(commands()).toEqual([mask]);
  });

  test('gives Docker the proxy', () => {
    const proxy = 'http://proxy.example.com:3128';
    const [first, folder, drop, reload] = commands({ HttpProxy: proxy, NoProxy: '.corp,10.0.0.0/8' });
    expect(first).toEqual(mask);
    expect(folder).toBe('mkdir -p /etc/systemd/system/docker.service.d');
    const near = 'localhost,127.0.0.1,169.254.169.254,.corp,10.0.0.0/8';
    expect(written(drop)).toEqual([
      '/etc/systemd/system/docker.service.d/proxy.conf',
      `[Service]\nEnvironment=HTTP_PROXY=${proxy} HTTPS_PROXY=${proxy} NO_PROXY=${near}\n`,
    ]);
    expect(reload).toBe('systemctl daemon-reload');
  });

  test('trusts the CA, and the proxy goes along with it', () => {
    const pem = '-----BEGIN CERTIFICATE-----\nMIIB+/=\n-----END CERTIFICATE-----\n';
    const [first, put, update] = commands({ CaCertificate: btoa(pem) });
    expect(first).toEqual(mask);
    expect(written(put)).toEqual(['/etc/pki/ca-trust/source/anchors/glfr.pem', pem]);
    expect(update).toBe('update-ca-trust');
    expect(commands({ CaCertificate: btoa(pem), HttpProxy: 'http://p:1' })).toHaveLength(6);
  });

  test('stays within what EC2 takes with the longest certificate', () => {
    expect(launch({ CaCertificate: 'A'.repeat(4096) }).UserData.length).toBeLessThan(16_384);
  });
});

describe('the group of executors', () => {
  test('leaves its size to the manager, and lets nothing else end an executor', () => {
    const found = group({ MaxExecutors: '13' });
    expect(found).toMatchObject({
      MinSize: '0',
      MaxSize: '13',
      VPCZoneIdentifier: subnets,
      NewInstancesProtectedFromScaleIn: true,
      CapacityRebalance: false,
      MetricsCollection: [{ Granularity: '1Minute' }],
    });
    expect(found).not.toHaveProperty('DesiredCapacity');
    const types = Object.values(deploy('docker-autoscaler').resources).map(({ type }) => type);
    expect(types.filter((type) => /ScalingPolicy|ScheduledAction|LifecycleHook/.test(type))).toEqual([]);
  });

  test('launches the newest version of its own template', () => {
    expect(group().MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification).toEqual({
      LaunchTemplateId: 'lt-0a1b2c3d',
      Version: '3',
    });
  });

  test.each([1, 2, 3, 4, 5])('takes %i types in the order of preference', (count) => {
    const types = ['m7i.large', 'm6i.large', 'm5.large', 'c7i-flex.large', 'u-6tb1.metal'].slice(0, count);
    const { InstancesDistribution, LaunchTemplate } = group({
      InstanceTypes: types.join(),
      OnDemandPercent: '25',
      OnDemandBase: '2',
    }).MixedInstancesPolicy;
    expect(LaunchTemplate.Overrides).toEqual(types.map((InstanceType) => ({ InstanceType })));
    expect(InstancesDistribution).toEqual({
      OnDemandBaseCapacity: '2',
      OnDemandPercentageAboveBaseCapacity: '25',
      OnDemandAllocationStrategy: 'prioritized',
      SpotAllocationStrategy: 'price-capacity-optimized',
    });
  });

  test('takes all types within a range of vCPUs and memory instead, the cheapest first', () => {
    const { InstancesDistribution, LaunchTemplate } = group({
      VCpus: '2-4',
      MemoryMib: '8192-16384',
    }).MixedInstancesPolicy;
    expect(InstancesDistribution.OnDemandAllocationStrategy).toBe('lowest-price');
    const InstanceRequirements = {
      VCpuCount: { Min: '2', Max: '4' },
      MemoryMiB: { Min: '8192', Max: '16384' },
      BurstablePerformance: 'included',
    };
    expect(LaunchTemplate.Overrides).toEqual([{ InstanceRequirements }]);
  });
});
