import { ownPaths, type Placement } from '../network/own-paths.ts';
import { reachability } from '../network/reachability.ts';
import type { Reachability } from '../network/result.ts';
import type { NetworkSnapshot } from '../network/snapshot.ts';
import { networkOf } from '../network/subnet-kind.ts';
import { settingsFromParameters } from '../settings/stored.ts';
import type { Stack } from '../stack/stack.ts';

/** What the manager of the Fargate kind calls; its executors are no instances. */
const fargatePaths = new Set([
  'manager → GitLab',
  'manager → logs',
  'manager → secretsmanager',
  'manager → ecs',
  'executor → GitLab',
]);

/** Every path of a stack that is there, over the network as it is now. */
export function judgeReach(
  { parameters }: Stack,
  snapshot: NetworkSnapshot,
  addresses: readonly string[],
  region: string,
): Reachability {
  const { subnets = [], executor } = settingsFromParameters(parameters);
  const url = new URL(parameters.GitLabUrl || 'https://gitlab.com');
  const port = Number(url.port) || (url.protocol === 'http:' ? 80 : 443);
  const placement: Placement = {
    ...{ region, subnets, publicIp: parameters.AssignPublicIp === 'ENABLED' },
    executorKind: executor === 'docker-machine' ? 'docker-machine' : 'docker-autoscaler',
    gitlab: { host: url.hostname, addresses, port },
  };
  const paths = ownPaths(placement);
  const wanted =
    executor === 'fargate' ? paths.filter(({ purpose = '' }) => fargatePaths.has(purpose)) : paths;
  return reachability(networkOf(snapshot), wanted);
}
