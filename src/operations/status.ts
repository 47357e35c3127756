import type { PriceTable } from '../domain/fleet/cost.ts';
import { withoutManager } from '../domain/fleet/spend.ts';
import type { StatusProblem, StatusResult } from '../domain/result/status.ts';
import { managerState } from '../domain/stack/manager-state.ts';
import { placeOf } from '../domain/stack/place.ts';
import { problemsOf } from '../domain/stack/problems.ts';
import { settingFacts, stackFacts } from '../domain/stack/status-facts.ts';
import type { Credentials } from '../domain/wizard/state.ts';
import { Attempts } from './attempts.ts';
import { type FleetDeps, FleetView } from './fleet-view.ts';
import { gitlabView } from './gitlab-view.ts';
import { locate } from './locate.ts';
import type { GitLabPort, ServicePort, StackPort } from './ports.ts';
import { findParts } from './stack-parts.ts';

interface Deps extends FleetDeps {
  stacks: StackPort;
  service: ServicePort;
  gitlab: GitLabPort;
}

interface Input {
  stackName?: string | undefined;
  credentials: Credentials;
  prices: PriceTable;
}

/** Everything about one stack at this moment. */
export const status = (input: Input, deps: Deps): Promise<StatusResult> => openStatus(input, deps)();

/** Looks at a stack as often as it is asked; the log is read once, and then only what is new. */
export function openStatus(input: Input, deps: Deps): () => Promise<StatusResult> {
  const fleet = new FleetView(input.prices, deps);
  return async () => {
    const stack = await locate(input.stackName, deps.stacks);
    const attempts = new Attempts();
    const parts = await attempts.read('the resources of the stack', findParts(stack, deps.stacks));
    const [service, tasks, view, { gitlab, version }] = await Promise.all([
      attempts.read('the service', parts ? deps.service.describe(parts.cluster, parts.service) : none),
      attempts.read('the task', parts ? deps.service.tasks(parts.cluster, parts.service) : none),
      fleet.look(stack, parts, attempts),
      gitlabView(stack, input.credentials, deps.gitlab, attempts),
    ]);
    const isKnown =
      !parts || attempts.lacking.every(({ what }) => what !== 'the service' && what !== 'the task');
    const { refusedAt, manager: seen, cost, ...fleetFacts } = view;
    const manager = {
      ...(isKnown ? managerState(service, tasks ?? []) : { state: 'unknown' as const }),
      ...(version && { version }),
      ...seen,
    };
    const judged = {
      ...{ stackName: stack.name, region: placeOf(stack).region, lacking: attempts.lacking },
      ...{ stack: stackFacts(stack), settings: settingFacts(stack), manager, gitlab, ...fleetFacts },
      ...(cost && { cost: isDown(manager) ? withoutManager(cost) : cost }),
    };
    const problems = problemsOf({ ...judged, refusedAt });
    const healthy = problems.every(({ level }) => level !== 'problem');
    const { stackName, region, ...rest } = judged;
    return { ...{ stackName, region, healthy, problems }, ...rest, next: nextOf(problems) };
  };
}

const isDown = ({ state }: StatusResult['manager']): boolean => state === 'stopped' || state === 'failed';
const none = Promise.resolve(undefined);

/** The way out of the worst problem, else what one does on a good day. */
function nextOf(problems: readonly StatusProblem[]): readonly string[] {
  const worst = problems.find(({ next }) => next.length > 0);
  return worst?.next ?? ['glfr jobs', 'glfr logs --follow', 'glfr executors ls'];
}
