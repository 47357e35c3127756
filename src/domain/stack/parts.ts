import type { Stack, StackResource } from './stack.ts';

/** The things of a stack that commands look at, by their AWS names. */
export interface StackParts {
  cluster: string;
  service: string;
  logGroup: string;
  logStreamPrefix: string;
  /** Empty while there is none. */
  executorGroup: string;
}

/** From the outputs, which a finished stack has. */
export function partsFromOutputs({ outputs }: Pick<Stack, 'outputs'>): StackParts | undefined {
  const { ClusterName, ServiceName, LogGroupName, LogStreamPrefix, ExecutorGroupName } = outputs;
  if (!ClusterName || !ServiceName || !LogGroupName) return undefined;
  return {
    cluster: ClusterName,
    service: ServiceName,
    logGroup: LogGroupName,
    logStreamPrefix: LogStreamPrefix ?? '',
    executorGroup: ExecutorGroupName ?? '',
  };
}

/** From the resources made so far: a stack in progress, or one that failed, has no outputs. */
export function partsFromResources(resources: readonly StackResource[]): StackParts | undefined {
  const physical = (logicalId: string) => physicalId(resources, logicalId);
  const [cluster, service, logGroup] = [
    physical('Cluster'),
    physical('ManagerService'),
    physical('LogGroup'),
  ];
  if (!cluster || !service || !logGroup) return undefined;
  return {
    cluster,
    service,
    logGroup,
    logStreamPrefix: 'manager',
    executorGroup: physical('ExecutorGroup') ?? '',
  };
}

/** AWS's name of a resource that is there. */
export const physicalId = (resources: readonly StackResource[], name: string): string | undefined =>
  resources.find(({ logicalId, status }) => logicalId === name && status !== 'DELETE_COMPLETE')?.physicalId;
