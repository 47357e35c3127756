import { here, type Place } from './where.ts';

/** What `glfr check` reads and makes: none of it is the stack's, so only its kind is known. */
export const networkPlaces: readonly Place[] = [
  { actions: ['ec2:DescribeVpcAttribute'], on: here('ec2', 'vpc/*') },
  { actions: ['ec2:GetManagedPrefixListEntries'], on: here('ec2', 'prefix-list/*') },
  { actions: ['ec2:SearchTransitGatewayRoutes'], on: here('ec2', 'transit-gateway-route-table/*') },
  { actions: ['route53:ListResourceRecordSets'], on: () => ['route53:::hostedzone/*'] },
  {
    actions: [
      'ec2:CreateNetworkInsightsPath',
      'ec2:DeleteNetworkInsightsPath',
      'ec2:StartNetworkInsightsAnalysis',
      'ec2:DeleteNetworkInsightsAnalysis',
    ],
    on: here('ec2', 'network-insights-path/*', 'network-insights-analysis/*', 'network-interface/*'),
  },
];
