import {
  AutoScalingClient,
  type AutoScalingGroup,
  DescribeAutoScalingGroupsCommand,
} from '@aws-sdk/client-auto-scaling';
import type { ExecutorGroup } from '../domain/doctor/facts.ts';
import { type Connection, clientConfig, equip } from './connection.ts';

/** The executors' group: what is suspended, and what it launches; `undefined` when there is none. */
export async function readGroup(connection: Connection, name: string): Promise<ExecutorGroup | undefined> {
  const client = equip(new AutoScalingClient(clientConfig(connection)), connection);
  const { AutoScalingGroups } = await client.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] }),
    { abortSignal: connection.signal },
  );
  const found = AutoScalingGroups?.[0];
  if (!found) return undefined;
  const template = templateOf(found);
  return {
    name,
    suspended: (found.SuspendedProcesses ?? []).flatMap(({ ProcessName }) => ProcessName ?? []),
    ...(template?.LaunchTemplateId && {
      launchTemplate: { id: template.LaunchTemplateId, version: template.Version ?? '$Default' },
    }),
  };
}

const templateOf = ({ LaunchTemplate, MixedInstancesPolicy }: AutoScalingGroup) =>
  LaunchTemplate ?? MixedInstancesPolicy?.LaunchTemplate?.LaunchTemplateSpecification;
