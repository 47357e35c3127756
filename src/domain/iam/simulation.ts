import { placeFor } from './places.ts';
import type { Condition, Where } from './where.ts';

/** What IAM's simulation is asked at once: these actions, each on each of these resources. */
export interface SimulationQuestion {
  actions: readonly string[];
  /** ARNs of examples; none for all resources. */
  resources: readonly string[];
  /** What a policy's conditions may look at, by context key. */
  context: Readonly<Record<string, string>>;
}

/** Who denies an action; `policies`: no policy of the caller allows it, or one denies it. */
export type Denier = 'policies' | 'boundary' | 'organisation';

/** An action that the simulation does not allow on any of its resources. */
export interface Denial {
  action: string;
  by: Denier;
  /** Context keys that a policy looks at and the question did not have: without them nothing is decided. */
  undecidedWithout: readonly string[];
}

/** An ARN pattern's own example: what a star stands for is something. */
export const exampleOf = (pattern: string): string => pattern.replaceAll('*', 'a1');

/** Services whose requests go to one region, wherever the caller is. Source: IAM, key aws:RequestedRegion. */
const globalRegions: Readonly<Record<string, string>> = {
  aws: 'us-east-1',
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
};
const globalServices = ['iam', 'route53'];

/** Asks for each action where the policy of `glfr export policy` allows it; those on the same resources at once. */
export function questionsFor(actions: readonly string[], where: Where): SimulationQuestion[] {
  const groups = new Map<string, SimulationQuestion & { actions: string[] }>();
  for (const action of actions) {
    const { resources, condition } = placeFor(action, where);
    const question = {
      resources: resources.includes('*') ? [] : resources.map(exampleOf),
      context: { ...contextOf(condition), ...regionOf(action, where), 'aws:SecureTransport': 'true' },
    };
    const key = JSON.stringify(question);
    const found = groups.get(key);
    if (found) found.actions.push(action);
    else groups.set(key, { ...question, actions: [action] });
  }
  return [...groups.values()];
}

/** A request that fulfils the condition. */
function contextOf(condition: Condition = {}): Record<string, string> {
  const keys = Object.values(condition).flatMap((one) => Object.entries(one));
  return Object.fromEntries(keys.map(([key, [value = '']]) => [key, value.replaceAll('*', '')]));
}

function regionOf(action: string, { partition, region }: Where): Record<string, string> {
  const isGlobal = globalServices.includes(action.split(':')[0] ?? '');
  const one = isGlobal ? globalRegions[partition] : region;
  return one ? { 'aws:RequestedRegion': one } : {};
}
