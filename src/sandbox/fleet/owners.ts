import type { Executor } from '../../domain/simulation/executor.ts';
import type { Groups, Owner } from './state.ts';

/** Everything that has instances. */
export const owners = ({ all, machines }: Groups): Owner[] => [...all, ...machines];

/** Instances that use this security group and have not ended. */
export function usersOf(groups: Groups, securityGroup: string): Executor[] {
  return owners(groups).flatMap(({ fleet, launched }) =>
    fleet.executors.filter(
      ({ id, terminatedAt }) =>
        terminatedAt === undefined && launched.get(id)?.securityGroups.includes(securityGroup),
    ),
  );
}
