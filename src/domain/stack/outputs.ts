import { GlfrError } from '../error.ts';
import type { Stack } from './stack.ts';

/** What the bundled template tells about the stack it made. */
export interface StackOutputs {
  cluster: string;
  service: string;
  logGroup: string;
  logStreamPrefix: string;
  executorGroup: string;
}

/** Outputs of a finished stack. Error: `stack.no-outputs` for one that never got so far. */
export function stackOutputs(stack: Stack): StackOutputs {
  const outputs = maybeOutputs(stack);
  if (outputs) return outputs;
  throw new GlfrError({
    code: 'stack.no-outputs',
    message: `The stack ${stack.name} is ${stack.status} and has no manager to ask.`,
    suggestions: [`glfr status --stack ${stack.name}`, `glfr destroy --stack ${stack.name}`],
  });
}

/** As `stackOutputs`, but `undefined` where there are none (yet). */
export function maybeOutputs(stack: Stack): StackOutputs | undefined {
  const { ClusterName, ServiceName, LogGroupName, LogStreamPrefix, ExecutorGroupName } = stack.outputs;
  if (!ClusterName || !ServiceName || !LogGroupName) return undefined;
  return {
    cluster: ClusterName,
    service: ServiceName,
    logGroup: LogGroupName,
    logStreamPrefix: LogStreamPrefix ?? '',
    executorGroup: ExecutorGroupName ?? '',
  };
}
