import type {
  DescribeStackDriftDetectionStatusCommandInput,
  DescribeStackDriftDetectionStatusCommandOutput,
  DescribeStackResourceDriftsCommandInput,
  DescribeStackResourceDriftsCommandOutput,
  DetectStackDriftCommandInput,
  DetectStackDriftCommandOutput,
} from '@aws-sdk/client-cloudformation';
import { validationError } from '../aws-error.ts';
import { type Handlers, type Request, reads } from '../handler.ts';
import type { World } from '../world.ts';
import { stackOrError } from './find.ts';
import { isInProgress } from './state.ts';

const takesMs = 20_000;
/** Nobody changes a resource of the sandbox behind CloudFormation's back, but the fault does. */
const driftedId = 'ManagerService';

/** Detections are not stored: the id says which stack, and since when. */
function detect(world: World, input: DetectStackDriftCommandInput) {
  const stack = stackOrError(world, input.StackName);
  if (isInProgress(stack))
    throw validationError(`Drift detection cannot be performed on stack in ${stack.status} state`);
  return { StackDriftDetectionId: `${stack.id.split('/').at(-1)}:${world.engine.now}` };
}

function look(
  world: World,
  input: DescribeStackDriftDetectionStatusCommandInput,
  { faults }: Request,
): Omit<DescribeStackDriftDetectionStatusCommandOutput, '$metadata'> {
  const [end = '', since = ''] = (input.StackDriftDetectionId ?? '').split(':');
  const stack = [...world.stacks.values()].find(({ id }) => id.endsWith(`/${end}`));
  if (stack === undefined || since === '')
    throw validationError(`Drift detection ${input.StackDriftDetectionId} does not exist`);
  const isOver = world.engine.now - Number(since) >= takesMs;
  const drifted = faults.includes('drift');
  return {
    StackId: stack.id,
    StackDriftDetectionId: input.StackDriftDetectionId,
    DetectionStatus: isOver ? 'DETECTION_COMPLETE' : 'DETECTION_IN_PROGRESS',
    Timestamp: new Date(Number(since)),
    ...(isOver && {
      StackDriftStatus: drifted ? 'DRIFTED' : 'IN_SYNC',
      DriftedStackResourceCount: drifted ? 1 : 0,
    }),
  };
}

function drifts(world: World, input: DescribeStackResourceDriftsCommandInput, { faults }: Request) {
  const stack = stackOrError(world, input.StackName);
  const resource = stack.resources.get(driftedId);
  if (!faults.includes('drift') || resource === undefined) return { StackResourceDrifts: [] };
  return {
    StackResourceDrifts: [
      {
        StackId: stack.id,
        LogicalResourceId: driftedId,
        PhysicalResourceId: resource.made?.physicalId,
        ResourceType: resource.type,
        StackResourceDriftStatus: 'MODIFIED' as const,
        PropertyDifferences: [],
        Timestamp: new Date(world.engine.now),
      },
    ],
  };
}

export const driftHandlers: Handlers = {
  DetectStackDrift: reads<DetectStackDriftCommandInput, DetectStackDriftCommandOutput>(detect),
  DescribeStackDriftDetectionStatus: reads<
    DescribeStackDriftDetectionStatusCommandInput,
    DescribeStackDriftDetectionStatusCommandOutput
  >(look),
  DescribeStackResourceDrifts: reads<
    DescribeStackResourceDriftsCommandInput,
    DescribeStackResourceDriftsCommandOutput
  >(drifts),
};
