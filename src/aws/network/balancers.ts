import type { NetworkInterface } from '@aws-sdk/client-ec2';
import {
  DescribeLoadBalancerAttributesCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  type LoadBalancer,
  paginateDescribeListeners,
  paginateDescribeLoadBalancers,
  paginateDescribeTargetGroups,
  type TargetGroup,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { type Connection, clientConfig, equip } from '../connection.ts';
import { mentions } from './mentions.ts';
import type { Sweep } from './sweep.ts';

/** Load balancers whose interfaces have one of these addresses (rule E9); none of them, and nothing is asked. */
export async function readBalancers(
  sweep: Sweep,
  connection: Connection,
  addresses: ReadonlySet<string>,
): Promise<void> {
  const Names = balancersAt(sweep.list<NetworkInterface>('NetworkInterfaces'), addresses);
  if (Names.length === 0) return;
  const client = sweep.counted(equip(new ElasticLoadBalancingV2Client(clientConfig(connection)), connection));
  const found = sweep.pages(
    paginateDescribeLoadBalancers({ client }, { Names }, sweep.options),
    (page) => page.LoadBalancers,
  );
  // The groups of a balancer are asked for by its ARN, so a balancer that is not readable hides them too.
  await sweep.allow(
    'LoadBalancers',
    found.then((all) => Promise.all(all.map((one) => balancer(sweep, client, one)))),
  );
  const arns = sweep.list<LoadBalancer>('LoadBalancers').flatMap((one) => one.LoadBalancerArn ?? []);
  if (arns.length > 0) await sweep.allow('TargetGroups', groups(sweep, client, arns));
}

/** `ELB app/gitlab/50dc6c495c0c9188`: how the interface of a load balancer is described. */
function balancersAt(all: readonly NetworkInterface[], addresses: ReadonlySet<string>): string[] {
  const names = all
    .filter((one) => [...mentions(one, /^[\d.]+$|:.*:/)].some((address) => addresses.has(address)))
    .flatMap(({ Description = '' }) => /^ELB (?:app|net)\/([^/]+)\//.exec(Description)?.[1] ?? []);
  return [...new Set(names)];
}

async function balancer(sweep: Sweep, client: ElasticLoadBalancingV2Client, one: LoadBalancer) {
  const { LoadBalancerArn } = one;
  const [Listeners, attributes] = await Promise.all([
    sweep.detail(
      'LoadBalancers',
      sweep.pages(
        paginateDescribeListeners({ client }, { LoadBalancerArn }, sweep.options),
        (page) => page.Listeners,
      ),
    ),
    sweep.detail(
      'LoadBalancers',
      sweep.once(() =>
        client.send(new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn }), sweep.options),
      ),
    ),
  ]);
  const { Attributes } = attributes ?? {};
  return { ...one, ...(Listeners && { Listeners }), ...(Attributes && { Attributes }) };
}

async function groups(sweep: Sweep, client: ElasticLoadBalancingV2Client, arns: readonly string[]) {
  const all = await Promise.all(
    arns.map((LoadBalancerArn) =>
      sweep.pages(
        paginateDescribeTargetGroups({ client }, { LoadBalancerArn }, sweep.options),
        (page) => page.TargetGroups,
      ),
    ),
  );
  return Promise.all(all.flat().map((one) => group(sweep, client, one)));
}

async function group(sweep: Sweep, client: ElasticLoadBalancingV2Client, one: TargetGroup) {
  const { TargetGroupArn } = one;
  const [health, attributes] = await Promise.all([
    sweep.detail(
      'TargetGroups',
      sweep.once(() => client.send(new DescribeTargetHealthCommand({ TargetGroupArn }), sweep.options)),
    ),
    sweep.detail(
      'TargetGroups',
      sweep.once(() =>
        client.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn }), sweep.options),
      ),
    ),
  ]);
  return {
    ...one,
    ...(health && { TargetHealthDescriptions: health.TargetHealthDescriptions ?? [] }),
    ...(attributes && { Attributes: attributes.Attributes ?? [] }),
  };
}
