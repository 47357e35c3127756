import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  SuspendProcessesCommand,
  TerminateInstanceInAutoScalingGroupCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { type Connection, clientConfig, equip } from './connection.ts';

/** The Auto Scaling group that holds a stack's executors. */
export function executorGroup(connection: Connection) {
  const client = equip(new AutoScalingClient(clientConfig(connection)), connection);
  const options = { abortSignal: connection.signal };
  return {
    async suspendRebalancing(group: string): Promise<void> {
      const command = new SuspendProcessesCommand({
        AutoScalingGroupName: group,
        ScalingProcesses: ['AZRebalance'],
      });
      await client.send(command, options);
    },
    async empty(group: string): Promise<string[]> {
      const limits = { AutoScalingGroupName: group, MinSize: 0, MaxSize: 0, DesiredCapacity: 0 };
      const { AutoScalingGroups } = await client.send(
        new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [group] }),
        options,
      );
      if (!AutoScalingGroups?.[0]) return [];
      const ids = (AutoScalingGroups[0].Instances ?? []).flatMap(({ InstanceId }) => InstanceId ?? []);
      await client.send(new UpdateAutoScalingGroupCommand(limits), options);
      for (const InstanceId of ids) {
        const command = new TerminateInstanceInAutoScalingGroupCommand({
          InstanceId,
          ShouldDecrementDesiredCapacity: false,
        });
        await client.send(command, options);
      }
      return ids;
    },
  };
}
