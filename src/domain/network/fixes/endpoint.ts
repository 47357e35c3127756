import type { Network } from '../index/network.ts';
import { isUnread } from '../index/seek.ts';
import type { Destination } from '../query.ts';
import type { Finding } from '../result.ts';
import { hasGatewayEndpoint, isEndpointFor } from '../service-targets.ts';
import type { Subnet } from '../snapshot.ts';

type Service = Extract<Destination, { kind: 'service' }>;

/** Rule E4: where the way to an AWS service is blocked, an endpoint of the VPC's own is the other way to mend it. */
export function missingEndpoint(network: Network, subnet: Subnet, to: Service): Finding | undefined {
  const { service, region } = to;
  const endpoints = network.endpointsOf(subnet.vpcId);
  if (isUnread(endpoints) || endpoints.some((one) => isEndpointFor(one, to))) return undefined;
  const isGateway = hasGatewayEndpoint(service);
  const table = network.tableOf(subnet);
  const tableId = table && !isUnread(table) ? table.id : '<route table>';
  const name = `com.amazonaws.${region}.${service}`;
  return {
    code: 'GLFR_ENDPOINT_MISSING',
    component: subnet.vpcId,
    direction: 'forward',
    severity: 'warning',
    message: `${subnet.vpcId} has no endpoint for ${service}, so it is reached over the internet only`,
    fix: {
      text: `make a ${isGateway ? 'gateway' : 'interface'} endpoint for ${service}`,
      command: isGateway
        ? `aws ec2 create-vpc-endpoint --vpc-id ${subnet.vpcId} --service-name ${name} --route-table-ids ${tableId}`
        : `aws ec2 create-vpc-endpoint --vpc-id ${subnet.vpcId} --vpc-endpoint-type Interface --service-name ${name} --subnet-ids ${subnet.id} --private-dns-enabled`,
      cloudformation: [
        'Type: AWS::EC2::VPCEndpoint',
        'Properties:',
        `  VpcId: ${subnet.vpcId}`,
        `  ServiceName: ${name}`,
        ...(isGateway
          ? [`  RouteTableIds: [${tableId}]`]
          : ['  VpcEndpointType: Interface', '  PrivateDnsEnabled: true', `  SubnetIds: [${subnet.id}]`]),
      ].join('\n'),
    },
  };
}
