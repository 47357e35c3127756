import type { GlfrEvent } from '../domain/event.ts';
import { type Offering, offeringIssues } from '../domain/fleet/offering.ts';
import { capacityIssues } from '../domain/network/capacity.ts';
import { placementIssues } from '../domain/network/placement.ts';
import type { Read } from '../domain/network/read.ts';
import { settingIssues } from '../domain/settings/check.ts';
import type { Draft, Settings } from '../domain/settings/declaration.ts';
import { issuesError } from '../domain/settings/parse.ts';
import type { Stack } from '../domain/stack/stack.ts';
import type { Facts } from '../domain/wizard/state.ts';
import type { OfferingsPort } from './ports.ts';

/**
 * Everything that is wrong with the settings, together, in the network and with what EC2 has, said at once and before
 * anything is made. Error: `settings.invalid` (2).
 */
export async function* refuseIssues(
  { settings, given, existing }: { settings: Settings; given: Draft; existing?: Stack | undefined },
  { snapshot, region }: Facts,
  offerings: OfferingsPort,
): AsyncGenerator<GlfrEvent, void, void> {
  const found = await findOfferings(settings, offerings);
  if (found && !found.readable) {
    const text = `whether AWS has ${settings.instanceTypes.join(', ')} there could not be read: ${found.permission} is not allowed`;
    yield { type: 'notice', level: 'warning', text };
  }
  // Its executors have their addresses already.
  const inUse = existing
    ? Number(existing.parameters.MaxExecutors ?? existing.parameters.Concurrency ?? 0) + 1
    : 0;
  const issues = [
    ...settingIssues(settings, given),
    ...placementIssues(settings, snapshot, region),
    ...capacityIssues(settings, snapshot, inUse),
    ...(found?.readable ? offeringIssues(settings, snapshot, found.items) : []),
  ];
  if (issues.length > 0) throw issuesError(issues);
}

/** Nothing where no type is named. */
async function findOfferings(
  settings: Settings,
  offerings: OfferingsPort,
): Promise<Read<Offering> | undefined> {
  if (settings.executor === 'fargate' || settings.vcpus !== '') return undefined;
  return offerings.find(settings.instanceTypes);
}
