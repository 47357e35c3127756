import { cachePort } from '../../src/aws/cache.ts';
import { endpointsPort } from '../../src/aws/endpoints.ts';
import { fleetPort } from '../../src/aws/fleet.ts';
import { identityPort } from '../../src/aws/identity.ts';
import { inspectionPort } from '../../src/aws/inspection.ts';
import { logsPort } from '../../src/aws/logs.ts';
import { machinesPort } from '../../src/aws/machines.ts';
import { networkPort } from '../../src/aws/network.ts';
import { offeringsPort } from '../../src/aws/offerings.ts';
import { enabledRegions } from '../../src/aws/regions.ts';
import { servicePort } from '../../src/aws/service.ts';
import { stackPort } from '../../src/aws/stacks.ts';
import { createClock } from '../../src/cli/clock.ts';
import { actionOf } from '../../src/domain/iam/aws-services.ts';
import { gitlabPort } from '../../src/gitlab/port.ts';
import { openSandbox } from '../../src/sandbox/open.ts';

/** The sandbox behind the real ports, with every call noted as the IAM action it is. */
export async function recordedWorld(stateDir: string, env: Readonly<Record<string, string>>) {
  const sandbox = await openSandbox({ stateDir, env, wallNow: Date.now });
  const { signal } = new AbortController();
  let recorded = new Set<string>();
  const connection = {
    ...{ region: sandbox.region, signal },
    intercept: (call: { service: string; command: string; input: unknown }) => {
      recorded.add(actionOf(call.service, call.command));
      return sandbox.intercept(call);
    },
  };
  const { fetch, resolveHost, gitlabToken: accessToken } = sandbox;
  const prompter = { interactive: false, ask: () => Promise.reject(new Error('nobody is asked here')) };
  return {
    credentials: { accessToken },
    proposals: { gitlabUrl: sandbox.gitlabUrl },
    deps: {
      ...{ prompter, clock: createClock(signal, sandbox) },
      ...{ identity: identityPort(connection), network: networkPort(connection) },
      ...{ offerings: offeringsPort(connection), stacks: stackPort(connection) },
      ...{ service: servicePort(connection), logs: logsPort(connection), fleet: fleetPort(connection) },
      inspection: inspectionPort(connection),
      ...{ cache: cachePort(connection), endpoints: endpointsPort(connection) },
      machines: machinesPort(connection),
      gitlab: gitlabPort({ fetch, resolveHost, signal }),
    },
    regions: { enabled: () => enabledRegions(connection), stacksIn: () => stackPort(connection) },
    /** The actions that this work calls, sorted. */
    async actionsOf(work: () => Promise<unknown>): Promise<string[]> {
      recorded = new Set();
      await work();
      return [...recorded].sort();
    },
  };
}
