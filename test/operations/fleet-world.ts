import { fleetPort } from '../../src/aws/fleet.ts';
import { identityPort } from '../../src/aws/identity.ts';
import { logsPort } from '../../src/aws/logs.ts';
import { machinesPort } from '../../src/aws/machines.ts';
import { servicePort } from '../../src/aws/service.ts';
import { stackPort } from '../../src/aws/stacks.ts';
import { stackMark } from '../../src/domain/fleet/machine-name.ts';
import { gitlabPort } from '../../src/gitlab/port.ts';
import type { Prompter } from '../../src/operations/ports.ts';
import { Bench } from '../sandbox/harness.ts';
import { nobody } from './nobody.ts';

/** A stack with a manager at work, on a clock of the test's own; AWS's answers come through the real ports. */
export async function fleetWorld(parameters: Record<string, string> = {}, seed = 'fleet') {
  const bench = await Bench.open({ env: { GLFR_SANDBOX_SEED: seed } });
  const status = await bench.create(parameters);
  if (status !== 'CREATE_COMPLETE') throw new Error(`the stack is ${status}`);
  const { sandbox } = bench;
  const { signal } = new AbortController();
  const connection = { region: sandbox.region, signal, intercept: sandbox.intercept };
  const network = { fetch: sandbox.fetch, resolveHost: sandbox.resolveHost, signal };
  const stacks = stackPort(connection);
  const deps = {
    ...{ stacks, fleet: fleetPort(connection), logs: logsPort(connection) },
    ...{ machines: machinesPort(connection), identity: identityPort(connection) },
    service: servicePort(connection),
    gitlab: gitlabPort(network),
    clock: {
      now: () => sandbox.now(),
      sleep: async (ms: number) => bench.pass(ms / 1000),
    },
    prompter: nobody,
  };
  const stack = (await stacks.find('glfr'))!;
  const mark = stackMark(stack.id);
  /** The name docker-machine would give its n-th machine. */
  const machine = (n: number, of = mark) => `runner-abc123def-glfr-${of}-179543160${n}-0123abc${n}`;
  return { bench, deps, stack, mark, machine };
}

/** Someone who says yes, after this has happened. */
export const saysYes = (meanwhile: (question: string) => unknown = () => {}): Prompter => ({
  interactive: true,
  async ask({ message }) {
    await meanwhile(message);
    return { kind: 'value', value: true };
  },
});

/** Where a machine outside of the group is started, and with what. */
export async function runLoose(
  { bench, stack }: Pick<Awaited<ReturnType<typeof fleetWorld>>, 'bench' | 'stack'>,
  more: { KeyName?: string; tags?: Record<string, string>; group?: string },
): Promise<string> {
  const { subnetIds } = await bench.network();
  const { KeyName, tags = {}, group = stack.outputs.ExecutorSecurityGroupId } = more;
  if (KeyName) await bench.aws('ec2', 'ImportKeyPair', { KeyName, PublicKeyMaterial: 'x' });
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  const { Instances } = await bench.aws('ec2', 'RunInstances', {
    ...{ ImageId: 'ami-1', InstanceType: 't3.large', MinCount: 1, MaxCount: 1, SubnetId: subnetIds[0] },
    ...{ SecurityGroupIds: [group], ...(KeyName && { KeyName }) },
    TagSpecifications: [{ ResourceType: 'instance', Tags }],
  });
  return Instances[0].InstanceId;
}
