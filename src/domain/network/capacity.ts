import type { Settings } from '../settings/declaration.ts';
import type { Issue } from '../settings/parse.ts';
import type { NetworkSnapshot } from './snapshot.ts';

/** An address each for the manager, and for every executor there may be. `inUse`: those that this stack has already. */
export function capacityIssues(
  {
    subnets,
    maxExecutors,
    concurrency,
    executor,
  }: Pick<Settings, 'subnets' | 'maxExecutors' | 'concurrency' | 'executor'>,
  snapshot: NetworkSnapshot,
  inUse = 0,
): Issue[] {
  const chosen = snapshot.subnets.filter(({ id }) => subnets.includes(id));
  const free = chosen.reduce((sum, subnet) => sum + subnet.freeAddresses, inUse);
  const executors = executor === 'fargate' ? concurrency : maxExecutors;
  if (chosen.length === 0 || free >= executors + 1) return [];
  return [
    {
      place: '--concurrency',
      problem: `the subnets have ${free} free addresses, too few for ${executors} executors and the manager`,
      mend: 'lower it, or choose larger subnets with --subnet',
    },
  ];
}
