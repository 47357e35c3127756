import type { NetworkInsightsAnalysis, NetworkInsightsPath } from '@aws-sdk/client-ec2';

/** Reachability Analyzer's paths and analyses, by id. */
export interface Insights {
  paths: Map<string, NetworkInsightsPath>;
  /** An analysis answers from `readyAt` on, in world milliseconds. */
  analyses: Map<string, { pathId: string; readyAt: number; analysis: NetworkInsightsAnalysis }>;
}
