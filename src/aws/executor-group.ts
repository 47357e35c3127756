import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  SuspendProcessesCommand,
  TerminateInstanceInAutoScalingGroupCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { type Connection, clientConfig, equip, uninterrupted } from './connection.ts';

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
      const names = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [group] });
      if (!(await client.send(names, options)).AutoScalingGroups?.[0]) return [];
      // Limits first: what the manager asks for from now on is refused, and then nothing new appears.
      const limits = { AutoScalingGroupName: group, MinSize: 0, MaxSize: 0, DesiredCapacity: 0 };
      await client.send(new UpdateAutoScalingGroupCommand(limits), options);
      const { AutoScalingGroups } = await client.send(names, options);
      const ids = (AutoScalingGroups?.[0]?.Instances ?? []).flatMap(({ InstanceId }) => InstanceId ?? []);
      for (const InstanceId of ids) {
        const input = { InstanceId, ShouldDecrementDesiredCapacity: false };
        await client.send(new TerminateInstanceInAutoScalingGroupCommand(input), options).catch(ignoreEnded);
      }
      return ids;
    },
    /** The group wants one less afterwards, so that it starts no other in its place. `false`: it is in no group. */
    async end(InstanceId: string): Promise<boolean> {
      const input = { InstanceId, ShouldDecrementDesiredCapacity: true };
      try {
        const command = new TerminateInstanceInAutoScalingGroupCommand(input);
        await uninterrupted(connection.signal)(() => client.send(command));
        return true;
      } catch (error) {
        ignoreEnded(error);
        return false;
      }
    },
  };
}

/** An executor may end by itself between the list and its turn. */
function ignoreEnded(error: unknown): void {
  if (!(error instanceof Error) || error.name !== 'ValidationError') throw error;
}
