import type {
  DescribeInstanceTypeOfferingsCommandInput,
  DescribeInstanceTypesCommandInput,
  InstanceTypeInfo,
  InstanceTypeOffering,
} from '@aws-sdk/client-ec2';
import { architectureOf } from '../../domain/settings/architecture.ts';
import { awsError } from '../aws-error.ts';
import { type Handlers, reads } from '../handler.ts';
import { page } from '../pages.ts';
import type { World } from '../world.ts';
import { type Facets, filtered } from './filters.ts';

const sizes: Readonly<Record<string, number>> = {
  medium: 1,
  large: 2,
  xlarge: 4,
  '2xlarge': 8,
  '4xlarge': 16,
};
const families = [
  ...['t3', 't3a', 'c5', 'c6i', 'c6a', 'c7i', 'c7a', 'm5', 'm6i', 'm6a', 'm7i', 'm7a', 'r6i'],
  ...['t4g', 'c7g', 'c8g', 'm7g', 'm8g', 'r7g'],
];
/** New families come to a zone at a time. */
const notIn: Readonly<Record<string, readonly string[]>> = {
  c8g: ['us-east-1c'],
  m8g: ['us-east-1b', 'us-east-1c'],
};

const types: readonly InstanceTypeInfo[] = families.flatMap((family) =>
  Object.entries(sizes).map(([size, vcpus]) => {
    const type = `${family}.${size}`;
    return {
      InstanceType: type as NonNullable<InstanceTypeInfo['InstanceType']>,
      ProcessorInfo: { SupportedArchitectures: [architectureOf(type)] },
      // Burstable ones have two from the smallest on.
      VCpuInfo: { DefaultVCpus: family.startsWith('t') ? Math.max(2, vcpus) : vcpus },
    };
  }),
);

const facets: Facets<InstanceTypeInfo & InstanceTypeOffering> = {
  'instance-type': ({ InstanceType }) => [InstanceType],
  location: ({ Location }) => [Location],
};
const invalid = (): Error => awsError('InvalidPaginationToken', 'The pagination token is invalid');

function describeInstanceTypes(_world: World, input: DescribeInstanceTypesCommandInput) {
  const found = filtered(types, input.Filters, facets);
  const { items, next } = page(found, input.NextToken, input.MaxResults, invalid);
  return { InstanceTypes: items, ...(next && { NextToken: next }) };
}

function describeOfferings(world: World, input: DescribeInstanceTypeOfferingsCommandInput) {
  const zones = [
    ...new Set(world.network.subnets.map(({ AvailabilityZone = '' }) => AvailabilityZone)),
  ].sort();
  const all = types.flatMap(({ InstanceType }) =>
    zones
      .filter((zone) => !notIn[InstanceType?.split('.')[0] ?? '']?.includes(zone))
      .map(
        (zone): InstanceTypeOffering => ({ InstanceType, LocationType: 'availability-zone', Location: zone }),
      ),
  );
  const { items, next } = page(
    filtered(all, input.Filters, facets),
    input.NextToken,
    input.MaxResults,
    invalid,
  );
  return { InstanceTypeOfferings: items, ...(next && { NextToken: next }) };
}

export const offeringHandlers: Handlers = {
  DescribeInstanceTypes: reads(describeInstanceTypes),
  DescribeInstanceTypeOfferings: reads(describeOfferings),
};
