import fc from 'fast-check';
import type { Draft, Settings } from '../../../src/domain/settings/declaration.ts';

const hex = fc.stringMatching(/^[0-9a-f]{17}$/);
const words = fc.array(fc.stringMatching(/^[a-z0-9][a-z0-9.-]{0,12}$/), { maxLength: 3 });

/** A value that its schema accepts and leaves alone, for every setting. */
const values: { [K in keyof Settings]: fc.Arbitrary<Settings[K]> } = {
  vpc: hex.map((id) => `vpc-${id}`),
  subnets: fc.array(
    hex.map((id) => `subnet-${id}`),
    { minLength: 1, maxLength: 4 },
  ),
  // glfr keeps addresses as URL writes them: no default port, no slash at the end.
  gitlabUrl: fc
    .stringMatching(/^https?:\/\/[a-z][a-z0-9]{0,9}(\.[a-z]{2,5}){1,2}(:[1-9][0-9]{1,3})?(\/git)?$/)
    .map((url) => new URL(url).href.replace(/\/+$/, '')),
  scope: fc.oneof(fc.constant('instance'), fc.stringMatching(/^(group|project):[1-9][0-9]{0,5}$/)),
  tags: words,
  runUntagged: fc.boolean(),
  executor: fc.constant('docker-autoscaler' as const),
  instanceType: fc.constantFrom('t3.large', 'm7g.2xlarge', 'c7i-flex.large', 'u-6tb1.metal'),
  concurrency: fc.integer({ min: 1, max: 1000 }),
  idle: fc.integer({ min: 0, max: 1000 }),
  idleMinutes: fc.integer({ min: 1, max: 1440 }),
  image: fc.stringMatching(/^[a-z]{1,9}(:[a-z0-9.]{1,9})?$/),
  privileged: fc.boolean(),
  disk: fc.integer({ min: 30, max: 16_384 }),
  managerImage: fc.stringMatching(/^[a-z]{1,9}\/[a-z]{1,9}:[a-z0-9.]{1,9}$/),
  managerCpu: fc.constantFrom(256, 512, 1024, 2048, 4096),
  managerMemory: fc.integer({ min: 512, max: 30_720 }),
  logRetention: fc.constantFrom(1, 14, 731, 3653),
  permissionsBoundary: fc.constantFrom('', 'arn:aws:iam::123456789012:policy/bound'),
};

/** Some or all settings, each with a value that is right. */
export const draft = (options: { requiredKeys?: [] } = {}): fc.Arbitrary<Draft> =>
  fc.record(values, options) as fc.Arbitrary<Draft>;
