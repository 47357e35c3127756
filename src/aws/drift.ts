import {
  CloudFormationClient,
  DescribeStackDriftDetectionStatusCommand,
  DescribeStackResourceDriftsCommand,
  DetectStackDriftCommand,
} from '@aws-sdk/client-cloudformation';
import { type Connection, clientConfig, equip } from './connection.ts';

export interface DriftDetection {
  state: 'running' | 'done' | 'failed';
  isInSync?: boolean;
  reason?: string;
}

/** CloudFormation's comparison of a stack with its resources; it takes from seconds to minutes. */
export function driftDetection(connection: Connection) {
  const client = equip(new CloudFormationClient(clientConfig(connection)), connection);
  const options = { abortSignal: connection.signal };
  return {
    async start(stack: string): Promise<string> {
      const { StackDriftDetectionId = '' } = await client.send(
        new DetectStackDriftCommand({ StackName: stack }),
        options,
      );
      return StackDriftDetectionId;
    },
    async look(id: string): Promise<DriftDetection> {
      const answer = await client.send(
        new DescribeStackDriftDetectionStatusCommand({ StackDriftDetectionId: id }),
        options,
      );
      const { DetectionStatus, DetectionStatusReason: reason, StackDriftStatus } = answer;
      if (DetectionStatus === 'DETECTION_IN_PROGRESS') return { state: 'running' };
      if (DetectionStatus === 'DETECTION_FAILED' && StackDriftStatus !== 'DRIFTED')
        return { state: 'failed', ...(reason && { reason }) };
      return { state: 'done', isInSync: StackDriftStatus !== 'DRIFTED' };
    },
    /** Logical ids of what was changed or deleted. */
    async drifted(stack: string): Promise<string[]> {
      const found: string[] = [];
      let NextToken: string | undefined;
      do {
        const page = await client.send(
          new DescribeStackResourceDriftsCommand({
            StackName: stack,
            StackResourceDriftStatusFilters: ['MODIFIED', 'DELETED'],
            ...(NextToken && { NextToken }),
          }),
          options,
        );
        found.push(
          ...(page.StackResourceDrifts ?? []).map(({ LogicalResourceId = '' }) => LogicalResourceId),
        );
        NextToken = page.NextToken;
      } while (NextToken);
      return found;
    },
  };
}
