import type { ReachPath } from './result.ts';

/** What a network fault looks like from the inside, and what is to be tested first (facts: reachability, section 5). */
export interface Symptom {
  pattern: RegExp;
  /** The paths that would explain it, by their purpose. */
  about: RegExp;
  /** Findings that explain it on any of these paths; none named: every block. */
  codes?: RegExp;
  cause: string;
  fix: string;
}

const awsServices = /^manager → (secretsmanager|ecr\.api|ecr\.dkr|logs|s3|ecs)$/;
const registries = /→ registry$|^manager → (ecr\.api|ecr\.dkr|s3)$/;
const privateAddress = '(?:10|192\\.168|172\\.(?:1[6-9]|2\\d|3[01]))\\.';

/** The first that matches a line tells; the more special ones stand first. */
export const symptoms: readonly Symptom[] = [
  {
    pattern: new RegExp(`ResourceInitializationError.*dial tcp ${privateAddress}`),
    about: awsServices,
    cause: 'an interface endpoint is there, and its security group or a network ACL drops the connection',
    fix: "let TCP 443 from the manager's security group into the endpoint's",
  },
  {
    pattern: /ResourceInitializationError/,
    about: awsServices,
    cause: 'no way to the internet, and no endpoint for the service (or its private DNS is off)',
    fix: 'a public subnet with a public address, a route to a NAT gateway, or the endpoints ecr.api, ecr.dkr, s3, logs, secretsmanager',
  },
  {
    pattern: /CannotPullContainerError|request canceled while waiting for connection/,
    about: registries,
    cause: 'no route to the registry',
    fix: 'a route to a NAT gateway, or a public address in a public subnet',
  },
  {
    pattern: /dockertimeouterror|after wait 3m0s/i,
    about: /^manager → /,
    cause: "the network of Fargate: the task did not start within ECS's 3 minutes",
    fix: 'mend what is blocked from the manager',
  },
  {
    pattern: /failed to create Cloudwatch log stream/i,
    about: /^manager → logs$/,
    cause: 'neither a way to the internet nor an endpoint for logs',
    fix: 'an interface endpoint for logs, or a NAT gateway',
  },
  {
    pattern: /lookup \S+.*no such host/,
    about: /^manager → /,
    codes: /^GLFR_DNS_/,
    cause:
      "the VPC's DNS: enableDnsSupport is off, a private zone hides the name, or own DNS servers are not reached",
    fix: "the VPC's attributes, a record in the private zone, or rules for port 53",
  },
  {
    pattern: /SendSSHPublicKey.*(DeadlineExceeded|deadline exceeded|timeout)/i,
    about: /^manager → ec2-instance-connect$/,
    cause: 'the API of EC2 Instance Connect is not reached',
    fix: 'a NAT gateway, or glfr deploy --ssh key, which needs no Instance Connect',
  },
  {
    pattern: /Waiting for SSH|Too many retries|(dial|connect).*:(22|2376)\b.*(timeout|timed out)/i,
    about: /^manager → executor$/,
    cause: 'the manager does not reach the executors on port 22 (docker-machine: and 2376)',
    fix: "private addresses, and a rule for the manager's security group in the executors'",
  },
  {
    pattern: /connection refused|no route to host/i,
    about: /→ GitLab/,
    codes: /^(ELBV2_|GLFR_LB_|UNKNOWN_DESTINATION|NO_POSSIBLE_DESTINATION)/,
    cause:
      'the host is there and the port is closed, or it is another host: no security group and no ACL does that',
    fix: 'the listener, the port and the address that the name has in the VPC',
  },
  {
    pattern: /i\/o timeout|Client\.Timeout exceeded|context deadline exceeded|TLS handshake timeout/i,
    about: /^manager → /,
    cause: 'a silent drop: a security group, a network ACL, a route or a missing public address',
    fix: 'the first finding of the blocked path',
  },
];

export const symptomOf = (line: string): Symptom | undefined =>
  symptoms.find(({ pattern }) => pattern.test(line));

/** The paths whose findings explain a symptom. */
export function explains({ about, codes }: Symptom, paths: readonly ReachPath[]): ReachPath[] {
  return paths.filter(
    ({ purpose = '', verdict, findings }) =>
      about.test(purpose) &&
      (codes === undefined
        ? verdict === 'BLOCKED' || verdict === 'PARTIAL'
        : findings.some(({ code }) => codes.test(code))),
  );
}
