import { GlfrError } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import { awsServices } from '../domain/iam/aws-services.ts';
import { offeredNetworks } from './ec2/networks/offered.ts';

/** Every fault the sandbox can be given in GLFR_SANDBOX_FAULTS, and what it does. */
const known = {
  'resource:<LogicalId>': 'that resource of the stack cannot be created or updated',
  image: "the manager's image cannot be pulled",
  crash: 'the manager exits with 1 soon after its start',
  throttle: 'the first two attempts of every AWS call are throttled',
  'throttle:<service>': 'the same for one service, such as throttle:ec2',
  'deny:<service:Action>': 'that permission is denied, such as deny:ec2:DescribeNetworkAcls',
  expired: 'the AWS credentials have expired',
  'no-vpc': 'the region has no VPC',
  'network:<name>': 'the region has one of the drawn networks instead, such as network:hairpin',
  'late-logs': '5 % of the log events arrive up to 25 s late',
  'later-logs': '5 % of the log events arrive up to 9 minutes late',
  'empty-pages': 'an empty page with a token stands before every page of log events',
  broken: 'the first attempt of every AWS call meets a 503, the second a reset connection',
  'broken:<service>': 'the same for one service, such as broken:logs',
  'old-image': "the executors' machine image is 120 days old",
  rebalancing: 'AZRebalance of the executor group is not suspended',
  'low-quotas': 'every quota of vCPUs is 1',
  'no-service-roles': "AWS's own roles are missing in the account",
  drift: 'the stack has drifted',
  'gitlab-down': 'connections to GitLab are refused',
  'gitlab-self-signed': "GitLab's certificate is signed by itself",
  'gitlab-401': 'GitLab accepts no token',
} as const;

const patterns = [
  /^resource:[A-Za-z0-9]+$/,
  /^(image|crash|throttle|expired|no-vpc|late-logs|later-logs|empty-pages|broken|old-image|rebalancing|low-quotas|no-service-roles|drift|gitlab-(down|self-signed|401))$/,
  /^(throttle|broken):[a-z0-9-]+$/,
  /^deny:[a-z0-9-]+:\w+$/,
  /^network:[a-z0-9-]+$/,
];

/** Faults that change the world are stored with the action they act on; the others act on one request. */
export const changesTheWorld = (fault: string): boolean => /^(resource:|network:|image$|crash$)/.test(fault);

/** The faults named in GLFR_SANDBOX_FAULTS. */
export function faultsFrom(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const names = (env.GLFR_SANDBOX_FAULTS ?? '').split(',').map((name) => name.trim());
  const faults = names.filter((name) => name !== '');
  const unknown = faults.find(
    (name) => !patterns.some((pattern) => pattern.test(name)) || isOfNoService(name),
  );
  const network = faults.find((name) => name.startsWith('network:'))?.slice('network:'.length);
  if (network !== undefined && !(network in offeredNetworks)) throw unknownNetwork(network);
  if (unknown === undefined) return faults;
  const list = Object.entries(known).map(([name, effect]) => `${name}: ${effect}`);
  throw new GlfrError({
    code: 'sandbox.unknown-fault',
    message: `GLFR_SANDBOX_FAULTS names ${unknown}, a fault the sandbox does not know.`,
    suggestions: list,
    exitCode: exitCode.usage,
  });
}

const services: ReadonlySet<string> = new Set(
  Object.values(awsServices).flatMap(({ service, prefix }) => [service, prefix]),
);

/** `throttle:nope` would do nothing. */
function isOfNoService(fault: string): boolean {
  const [, service] = /^(?:throttle|broken):(.+)$/.exec(fault) ?? [];
  return service !== undefined && !services.has(service);
}

const unknownNetwork = (name: string): GlfrError =>
  new GlfrError({
    code: 'sandbox.unknown-fault',
    message: `GLFR_SANDBOX_FAULTS names network:${name}, a network the sandbox does not have.`,
    suggestions: Object.keys(offeredNetworks).map((known) => `network:${known}`),
    exitCode: exitCode.usage,
  });
