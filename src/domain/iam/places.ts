import { computePlaces } from './compute-places.ts';
import { networkPlaces } from './network-places.ts';
import { otherPlaces } from './other-places.ts';
import { arns, type Condition, ofStack, type Where } from './where.ts';

/** Every action that has a resource narrower than all, with the narrowest that its name can be known for. */
const placeOf = new Map(
  [...computePlaces, ...networkPlaces, ...otherPlaces].flatMap((place) =>
    place.actions.map((action) => [action, place] as const),
  ),
);

/** Where an action is allowed; all resources where AWS knows none for it, or its name cannot be known. */
export function placeFor(action: string, where: Where): { resources: string[]; condition?: Condition } {
  if (action === 'cloudformation:DescribeStacks' && where.isNamed)
    return { resources: arns(ofStack('cloudformation', 'stack/STACK/*')(where), where) };
  const place = placeOf.get(action);
  if (!place) return { resources: ['*'] };
  return { resources: arns(place.on(where), where), condition: place.condition?.(where) };
}
