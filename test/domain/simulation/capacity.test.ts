import { expect, test } from 'vitest';
import {
  type Capacity,
  canReserve,
  capacityInfo,
  requiredChange,
} from '../../../src/domain/simulation/capacity.ts';

const none: Capacity = { requested: 0, booting: 0, idle: 0, acquired: 0, unavailable: 0, removing: 0 };
const limits = { idleCount: 0, maxInstances: 10 };

// Rows of the formula in facts/capacity.md 1.3; the first is the log of a real start (idle_count 8 at 4 per instance, here 1).
test.each([
  { change: 2, capacity: {}, demand: {}, policy: { idleCount: 2 } },
  { change: 0, capacity: { requested: 2 }, demand: {}, policy: { idleCount: 2 } },
  { change: 1, capacity: {}, demand: { pending: 1 }, policy: {} },
  { change: 0, capacity: { idle: 1 }, demand: { reserved: 1 }, policy: { idleCount: 1 } },
  { change: 1, capacity: { acquired: 1, idle: 1 }, demand: {}, policy: { idleCount: 2 } },
  { change: 2, capacity: { acquired: 1, unavailable: 1 }, demand: { pending: 2 }, policy: { idleCount: 1 } },
  { change: -2, capacity: { acquired: 1, idle: 3 }, demand: {}, policy: { idleCount: 1 } },
  { change: 1, capacity: { acquired: 7, removing: 2 }, demand: { pending: 3 }, policy: {} },
  { change: 0, capacity: { acquired: 7, removing: 3 }, demand: { pending: 3 }, policy: {} },
  { change: 3, capacity: { acquired: 7, removing: 3 }, demand: { pending: 3 }, policy: { maxInstances: 0 } },
])('of $capacity, with $demand and $policy: $change', ({ change, capacity, demand, policy }) => {
  const wanted = { pending: 0, reserved: 0, ...demand };
  expect(requiredChange({ ...none, ...capacity }, wanted, { ...limits, ...policy })).toBe(change);
});

test.each([
  { may: true, capacity: {}, demand: {}, policy: {} },
  { may: true, capacity: { acquired: 5 }, demand: { pending: 4 }, policy: {} },
  { may: false, capacity: { acquired: 5 }, demand: { pending: 4, reserved: 1 }, policy: {} },
  { may: true, capacity: { acquired: 50 }, demand: { pending: 50 }, policy: { maxInstances: 0 } },
  { may: false, capacity: { booting: 2 }, demand: {}, policy: { idleCount: 2 } },
  { may: true, capacity: { idle: 2 }, demand: { reserved: 1 }, policy: { idleCount: 2 } },
  { may: false, capacity: { idle: 2 }, demand: { reserved: 2 }, policy: { idleCount: 2 } },
])(
  'of $capacity, with $demand and $policy, a job may be asked for: $may',
  ({ may, capacity, demand, policy }) => {
    const wanted = { pending: 0, reserved: 0, ...demand };
    expect(canReserve({ ...none, ...capacity }, wanted, { ...limits, ...policy })).toBe(may);
  },
);

test('capacity is told as gitlab-runner tells it', () => {
  expect(capacityInfo({ ...none, acquired: 1, requested: 1 }, { pending: 1, reserved: 0 }, limits)).toBe(
    'instance_count:2,max_instance_count:10,acquired:1,unavailable_capacity:0,pending:1,reserved:0,idle_count:0,scale_factor:0,scale_factor_limit:0,capacity_per_instance:1',
  );
});
