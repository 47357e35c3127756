import {
  CreateNetworkInsightsPathCommand,
  DeleteNetworkInsightsAnalysisCommand,
  DeleteNetworkInsightsPathCommand,
  DescribeNetworkInsightsAnalysesCommand,
  EC2Client,
  type NetworkInsightsAnalysis,
  StartNetworkInsightsAnalysisCommand,
} from '@aws-sdk/client-ec2';
import type { InsightsQuestion } from '../domain/check/insights.ts';
import type { AwsOpinion } from '../domain/result/check.ts';
import { type Connection, clientConfig, equip } from './connection.ts';

/** AWS Reachability Analyzer. */
export function insightsPort(connection: Connection) {
  const client = equip(new EC2Client(clientConfig(connection)), connection);
  const options = { abortSignal: connection.signal };
  // Ctrl-C must not keep what was made from being deleted again.
  const unending = { ...connection, signal: new AbortController().signal };
  const cleaner = equip(new EC2Client(clientConfig(unending)), unending);
  return {
    async createPath({ source, destination, address, port }: InsightsQuestion): Promise<string> {
      const filter = {
        DestinationAddress: address,
        DestinationPortRange: { FromPort: port, ToPort: port },
      };
      const command = new CreateNetworkInsightsPathCommand({
        Source: source,
        Protocol: 'tcp',
        ...(destination ? { Destination: destination, DestinationPort: port } : { FilterAtSource: filter }),
      });
      // Not cut off when Ctrl-C comes: a path nobody knows of could not be deleted.
      const { NetworkInsightsPath } = await client.send(command);
      return NetworkInsightsPath?.NetworkInsightsPathId ?? '';
    },
    async start(NetworkInsightsPathId: string): Promise<string> {
      const command = new StartNetworkInsightsAnalysisCommand({ NetworkInsightsPathId });
      const { NetworkInsightsAnalysis: made } = await client.send(command);
      return made?.NetworkInsightsAnalysisId ?? '';
    },
    async answer(analysisId: string): Promise<AwsOpinion | undefined> {
      const command = new DescribeNetworkInsightsAnalysesCommand({
        NetworkInsightsAnalysisIds: [analysisId],
      });
      const { NetworkInsightsAnalyses: [found] = [] } = await client.send(command, options);
      return found === undefined || found.Status === 'running' ? undefined : opinion(found);
    },
    async deleteAnalysis(NetworkInsightsAnalysisId: string): Promise<void> {
      await cleaner.send(new DeleteNetworkInsightsAnalysisCommand({ NetworkInsightsAnalysisId }));
    },
    async deletePath(NetworkInsightsPathId: string): Promise<void> {
      await cleaner.send(new DeleteNetworkInsightsPathCommand({ NetworkInsightsPathId }));
    },
  };
}

function opinion({
  Status,
  StatusMessage,
  WarningMessage,
  NetworkPathFound,
  ForwardPathComponents = [],
  Explanations = [],
}: NetworkInsightsAnalysis): AwsOpinion {
  // An executor may have ended since; that says nothing about the way.
  const isGone = Explanations.some(({ ExplanationCode }) => ExplanationCode === 'NO_SOURCE_OR_DESTINATION');
  const failure = isGone ? 'the interface is gone' : (StatusMessage ?? 'the analysis failed');
  const hasAnswer = Status === 'succeeded' && !isGone;
  const note = hasAnswer ? WarningMessage : failure;
  return {
    ...(hasAnswer && { reachable: NetworkPathFound ?? false }),
    components: ForwardPathComponents.flatMap(({ Component }) => Component?.Id ?? []),
    explanations: Explanations.map(({ ExplanationCode, Component, Acl, RouteTable, Direction }) => ({
      code: ExplanationCode ?? '',
      component: Component?.Id ?? Acl?.Id ?? RouteTable?.Id ?? '',
      ...(Direction && { direction: Direction }),
    })),
    ...(note && { note }),
  };
}
