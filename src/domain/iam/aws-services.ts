/** Each client of the SDK: the SDK's own name of its service, and IAM's in `service:Action`. */
export const awsServices = {
  AutoScalingClient: { service: 'auto-scaling', prefix: 'autoscaling' },
  CloudFormationClient: { service: 'cloudformation', prefix: 'cloudformation' },
  CloudWatchLogsClient: { service: 'cloudwatch-logs', prefix: 'logs' },
  EC2Client: { service: 'ec2', prefix: 'ec2' },
  ECSClient: { service: 'ecs', prefix: 'ecs' },
  ElasticLoadBalancingV2Client: { service: 'elastic-load-balancing-v2', prefix: 'elasticloadbalancing' },
  IAMClient: { service: 'iam', prefix: 'iam' },
  Route53Client: { service: 'route-53', prefix: 'route53' },
  S3Client: { service: 's3', prefix: 's3' },
  ServiceQuotasClient: { service: 'service-quotas', prefix: 'servicequotas' },
  STSClient: { service: 'sts', prefix: 'sts' },
} as const satisfies Readonly<Record<string, { service: string; prefix: string }>>;

export type AwsService = (typeof awsServices)[keyof typeof awsServices]['service'];

const prefixes: ReadonlyMap<string, string> = new Map(
  Object.values(awsServices).map(({ service, prefix }) => [service, prefix]),
);

/** Calls whose permission has another name. Source: the service authorization reference of S3. */
const otherNames: Readonly<Record<string, string>> = {
  's3:ListObjectsV2': 's3:ListBucket',
  's3:DeleteObjects': 's3:DeleteObject',
};

/** The SDK's name of a client's service; empty for a client that glfr does not use. */
export const serviceOf = (clientName: string): AwsService | '' =>
  (awsServices as Readonly<Record<string, { service: AwsService }>>)[clientName]?.service ?? '';

/** How IAM calls a service; the name as it is for one that glfr does not use. */
export const prefixOf = (service: string): string => prefixes.get(service) ?? service;

/** The permission that a call needs: `cloudwatch-logs`, `FilterLogEvents` → `logs:FilterLogEvents`. */
export function actionOf(service: string, command: string): string {
  const action = `${prefixOf(service)}:${command.replace(/Command$/, '')}`;
  return otherNames[action] ?? action;
}
