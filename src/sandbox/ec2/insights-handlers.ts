import type {
  CreateNetworkInsightsPathCommandInput,
  DeleteNetworkInsightsAnalysisCommandInput,
  DeleteNetworkInsightsPathCommandInput,
  DescribeNetworkInsightsAnalysesCommandInput,
  StartNetworkInsightsAnalysisCommandInput,
} from '@aws-sdk/client-ec2';
import { awsError } from '../aws-error.ts';
import { changes, type Handlers, reads } from '../handler.ts';
import { hex } from '../ids.ts';
import { page } from '../pages.ts';
import type { World } from '../world.ts';
import { secondOpinion } from './insights-answer.ts';

/** World milliseconds that an analysis takes; AWS's takes some minutes. */
const analysisMs = 40_000;

const badToken = (): Error => awsError('InvalidPaginationToken', 'The pagination token is invalid');

const pathOf = ({ insights }: World, id: string | undefined) => {
  const found = insights.paths.get(id ?? '');
  if (found) return found;
  throw awsError('InvalidNetworkInsightsPathId.NotFound', `The path '${id}' does not exist`);
};

const analysisOf = ({ insights }: World, id: string | undefined) => {
  const found = insights.analyses.get(id ?? '');
  if (found) return found;
  throw awsError('InvalidNetworkInsightsAnalysisId.NotFound', `The analysis '${id}' does not exist`);
};

/** Reachability Analyzer: a path, an analysis of it that takes a while, and both deleted again. */
export const insightsHandlers: Handlers = {
  CreateNetworkInsightsPath: changes((world, input: CreateNetworkInsightsPathCommandInput) => {
    const number = world.insights.paths.size + world.insights.analyses.size;
    const id = `nip-0${hex(`${world.seed}:${world.engine.now}:${number}:${input.Source}`, 16)}`;
    const path = { ...input, NetworkInsightsPathId: id };
    world.insights.paths.set(id, path);
    return { NetworkInsightsPath: path };
  }),
  StartNetworkInsightsAnalysis: changes((world, input: StartNetworkInsightsAnalysisCommandInput, request) => {
    const path = pathOf(world, input.NetworkInsightsPathId);
    const id = `nia-0${hex(`${path.NetworkInsightsPathId}:${world.engine.now}`, 16)}`;
    const analysis = {
      ...{ NetworkInsightsAnalysisId: id, NetworkInsightsPathId: path.NetworkInsightsPathId },
      ...secondOpinion(world, path, request),
    };
    const readyAt = world.engine.now + analysisMs;
    world.insights.analyses.set(id, { pathId: input.NetworkInsightsPathId ?? '', readyAt, analysis });
    return { NetworkInsightsAnalysis: { NetworkInsightsAnalysisId: id, Status: 'running' as const } };
  }),
  DescribeNetworkInsightsAnalyses: reads((world, input: DescribeNetworkInsightsAnalysesCommandInput) => {
    const ids = input.NetworkInsightsAnalysisIds ?? [...world.insights.analyses.keys()];
    const all = ids.map((id) => {
      const { readyAt, analysis } = analysisOf(world, id);
      if (world.engine.now >= readyAt) return { ...analysis, Status: 'succeeded' as const };
      return { NetworkInsightsAnalysisId: id, Status: 'running' as const };
    });
    const { items, next } = page(all, input.NextToken, input.MaxResults, badToken);
    return { NetworkInsightsAnalyses: items, ...(next && { NextToken: next }) };
  }),
  DeleteNetworkInsightsAnalysis: changes((world, input: DeleteNetworkInsightsAnalysisCommandInput) => {
    analysisOf(world, input.NetworkInsightsAnalysisId);
    world.insights.analyses.delete(input.NetworkInsightsAnalysisId ?? '');
    return { NetworkInsightsAnalysisId: input.NetworkInsightsAnalysisId };
  }),
  DeleteNetworkInsightsPath: changes((world, input: DeleteNetworkInsightsPathCommandInput) => {
    const path = pathOf(world, input.NetworkInsightsPathId);
    const inUse = [...world.insights.analyses.values()].some(
      ({ pathId }) => pathId === path.NetworkInsightsPathId,
    );
    if (inUse) throw awsError('AnalysisExistsForNetworkInsightsPath', 'Analyses of this path still exist');
    world.insights.paths.delete(input.NetworkInsightsPathId ?? '');
    return { NetworkInsightsPathId: input.NetworkInsightsPathId };
  }),
};
