import { GlfrError } from '../domain/error.ts';
import type { GlfrEvent } from '../domain/event.ts';
import { exitCode } from '../domain/exit-code.ts';
import { type EndpointPlan, endpointPlan } from '../domain/network/endpoint-plan.ts';
import type { NetworkSnapshot } from '../domain/network/snapshot.ts';
import type { Settings } from '../domain/settings/declaration.ts';
import { firstFailure, stackState } from '../domain/stack/status.ts';
import { again } from '../domain/typed-command.ts';
import { newestEvent, prepareChangeSet } from './change-set.ts';
import { followStack } from './follow-stack.ts';
import type { Clock, EndpointsPort, LogsPort, ServicePort, StackPort } from './ports.ts';

/** What the endpoints of the runner's VPC lack, where `endpoints` is on. */
export async function planEndpoints(
  settings: Settings,
  snapshot: NetworkSnapshot,
  { endpoints, stacks }: { endpoints: EndpointsPort; stacks: StackPort },
): Promise<EndpointPlan | undefined> {
  if (!settings.endpoints) return undefined;
  const [existing, stack] = await Promise.all([
    endpoints.services(settings.vpc),
    stacks.find(`glfr-endpoints-${settings.vpc}`),
  ]);
  const own = stack?.parameters.Services?.split(',') ?? [];
  return endpointPlan(settings, snapshot, { existing, own });
}

/** Makes the endpoints, in their own stack, before the runner that needs them. Error: `endpoints.failed`. */
export async function* makeEndpoints(
  { stackName, parameters, services }: EndpointPlan,
  { template, timeoutMs }: { template: string; timeoutMs: number },
  deps: { stacks: StackPort; service: ServicePort; logs: LogsPort; clock: Clock },
): AsyncGenerator<GlfrEvent, void, void> {
  const existing = await deps.stacks.find(stackName);
  const afterEvent = await newestEvent(existing, deps.stacks);
  yield { type: 'phase.started', phase: 'endpoints', text: `VPC endpoints: ${services.join(', ')}` };
  const values = Object.entries(parameters).map(([name, value]) => [name, { value }]);
  const prepared = yield* prepareChangeSet(
    {
      ...{ stackName, kind: existing ? ('UPDATE' as const) : ('CREATE' as const), template },
      ...{ parameters: Object.fromEntries(values), tags: { 'glfr:endpoints': parameters.VpcId ?? '' } },
    },
    deps,
  );
  if (!prepared) return;
  await deps.stacks.executeChangeSet(prepared.id);
  const { stackId } = prepared;
  const followed = yield* followStack({ stackId, stackName, afterEvent, timeoutMs }, deps);
  if (!followed.isOver || stackState(followed.stack?.status) !== 'ready')
    throw failed(stackName, followed.isOver, firstFailure(followed.events)?.reason);
  yield {
    type: 'phase.ended',
    phase: 'endpoints',
    text: `${services.length} VPC endpoints are there`,
    outcome: 'done',
  };
}

const failed = (name: string, isOver: boolean, reason = 'no reason given') =>
  new GlfrError({
    code: isOver ? 'endpoints.failed' : 'endpoints.in-progress',
    message: isOver
      ? `The VPC endpoints could not be made: ${reason}. The runner was not deployed.`
      : `The stack ${name} is still being worked on; the runner was not deployed yet.`,
    suggestions: [again, `aws cloudformation delete-stack --stack-name ${name} (takes it back)`],
    exitCode: isOver ? exitCode.failed : exitCode.stillInProgress,
  });
