import { lookup } from 'node:dns/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from '../aws/connection.ts';
import type { Draft } from '../domain/settings/declaration.ts';
import type { InitDeps } from '../operations/init.ts';
import type {
  CachePort,
  InsightsPort,
  InspectionPort,
  MachinesPort,
  RegionsPort,
  SecurityGroupPort,
  StackPort,
} from '../operations/ports.ts';
import { createClock, wallTime } from './clock.ts';
import { lazyPort } from './lazy-port.ts';

export interface WorldOptions {
  region?: string | undefined;
  profile?: string | undefined;
  endpoint?: string | undefined;
  sandbox: boolean;
  signal: AbortSignal;
  env: Readonly<Record<string, string | undefined>>;
}

interface MorePorts {
  inspection: InspectionPort;
  cache: CachePort;
  machines: MachinesPort;
  securityGroups: SecurityGroupPort;
  insights: InsightsPort;
}

/** AWS and GitLab as every operation sees them: the real ones, an endpoint's or the sandbox's. */
export interface World {
  ports: Omit<InitDeps, 'prompter'> & MorePorts;
  regions: RegionsPort;
  /** What the sandbox proposes and knows by itself. */
  proposals: { draft: Draft; accessToken?: string };
}

/** Connects the ports; nothing is loaded or called before its first use. */
export async function connect(options: WorldOptions): Promise<World> {
  const { signal } = options;
  const sandbox = options.sandbox ? await openSandbox(options.env) : undefined;
  const wall = wallTime();
  const connection: Connection = {
    region: options.region ?? sandbox?.region ?? options.env.AWS_REGION ?? options.env.AWS_DEFAULT_REGION,
    profile: sandbox ? undefined : options.profile,
    endpoint: sandbox ? undefined : options.endpoint,
    endpointInEnv: Object.keys(options.env).some((name) => name.startsWith('AWS_ENDPOINT_URL')),
    signal,
    intercept: sandbox?.intercept,
    onServerTime: wall.correct,
  };
  const network = { fetch: sandbox?.fetch ?? fetch, resolveHost: sandbox?.resolveHost ?? resolveHost };
  return {
    ports: {
      clock: createClock(signal, sandbox ?? wall),
      identity: lazyPort(async () => (await import('../aws/identity.ts')).identityPort(connection)),
      network: lazyPort(async () => (await import('../aws/network.ts')).networkPort(connection)),
      securityGroups: lazyPort(async () =>
        (await import('../aws/security-groups.ts')).securityGroupPort(connection),
      ),
      insights: lazyPort(async () => (await import('../aws/insights.ts')).insightsPort(connection)),
      offerings: lazyPort(async () => (await import('../aws/offerings.ts')).offeringsPort(connection)),
      endpoints: lazyPort(async () => (await import('../aws/endpoints.ts')).endpointsPort(connection)),
      stacks: lazyPort(async () => (await import('../aws/stacks.ts')).stackPort(connection)),
      service: lazyPort(async () => (await import('../aws/service.ts')).servicePort(connection)),
      logs: lazyPort(async () => (await import('../aws/logs.ts')).logsPort(connection)),
      fleet: lazyPort(async () => (await import('../aws/fleet.ts')).fleetPort(connection)),
      inspection: lazyPort(async () => (await import('../aws/inspection.ts')).inspectionPort(connection)),
      cache: lazyPort(async () => (await import('../aws/cache.ts')).cachePort(connection)),
      machines: lazyPort(async () => (await import('../aws/machines.ts')).machinesPort(connection)),
      gitlab: lazyPort(async () => (await import('../gitlab/port.ts')).gitlabPort({ ...network, signal })),
    },
    regions: {
      enabled: async () => (await import('../aws/regions.ts')).enabledRegions(connection),
      stacksIn: (region) =>
        lazyPort<StackPort>(async () =>
          (await import('../aws/stacks.ts')).stackPort({ ...connection, region }),
        ),
    },
    proposals: sandbox
      ? { draft: { gitlabUrl: sandbox.gitlabUrl }, accessToken: sandbox.gitlabToken }
      : { draft: {} },
  };
}

async function openSandbox(env: WorldOptions['env']) {
  const { openSandbox: open } = await import('../sandbox/open.ts');
  const stateDir = join(env.XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'glfr', 'sandbox');
  return open({ stateDir, env, wallNow: Date.now });
}

const resolveHost = async (host: string): Promise<string[]> =>
  (await lookup(host, { all: true })).map(({ address }) => address);
