import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseTemplate } from '../../src/domain/stack/template.ts';
import { deployTemplate, type Properties, subnets } from './deployed.ts';

const template = parseTemplate(readFileSync(new URL('../../assets/endpoints.yml', import.meta.url), 'utf8'));
const given = {
  VpcId: 'vpc-0a1b2c3d',
  SubnetIds: subnets.join(),
  RouteTableIds: 'rtb-0a1b2c3d,rtb-0b1c2d3e',
};

/** The endpoints that are made, by the service they lead to. */
const made = (parameters: Record<string, string> = {}): Record<string, Properties> =>
  Object.fromEntries(
    Object.values(deployTemplate(template, { ...given, ...parameters }).resources)
      .filter(({ type }) => type === 'AWS::EC2::VPCEndpoint')
      .map(({ properties }) => [properties.ServiceName.replace('com.amazonaws.eu-west-1.', ''), properties]),
  );

const usual = ['autoscaling', 'ec2', 'ecr.api', 'ecr.dkr', 'ecs', 'logs', 's3', 'secretsmanager', 'ssm'];
const all = [...usual, 'ec2messages', 'ssmmessages'];

describe('endpoints of a VPC without the internet', () => {
  test('are those that a manager needs, unless others are named', () => {
    expect(Object.keys(made()).toSorted()).toEqual(usual);
    expect(Object.keys(made({ Services: all.join() })).toSorted()).toEqual(all.toSorted());
  });

  test.each(all)('%s can be had alone, so that one that is there already is left out', (service) => {
    expect(Object.keys(made({ Services: service }))).toEqual([service]);
    const others = all.filter((one) => one !== service);
    expect(Object.keys(made({ Services: others.join() })).toSorted()).toEqual(others.toSorted());
  });

  test('have an address in each subnet and the name of the service; S3 is in the route tables', () => {
    for (const [service, endpoint] of Object.entries(made({ Services: all.join() })))
      expect(endpoint).toEqual({
        VpcId: 'vpc-0a1b2c3d',
        ServiceName: `com.amazonaws.eu-west-1.${service}`,
        ...(service === 's3'
          ? { VpcEndpointType: 'Gateway', RouteTableIds: ['rtb-0a1b2c3d', 'rtb-0b1c2d3e'] }
          : {
              VpcEndpointType: 'Interface',
              SubnetIds: subnets,
              SecurityGroupIds: ['sg-0ccccccc'],
              PrivateDnsEnabled: true,
            }),
      });
  });

  test('let HTTPS in and nothing else', () => {
    const { resources } = deployTemplate(template, given);
    const { SecurityGroupIngress } = resources.EndpointSecurityGroup?.properties ?? {};
    expect(SecurityGroupIngress).toMatchObject([{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443 }]);
  });
});
