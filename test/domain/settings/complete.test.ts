import fc from 'fast-check';
import { expect, test } from 'vitest';
import { architectureOf } from '../../../src/domain/settings/architecture.ts';
import { complete, parseScope } from '../../../src/domain/settings/complete.ts';
import { settingKeys, settings } from '../../../src/domain/settings/declaration.ts';
import { draft } from './drafts.ts';

const needed = { vpc: 'vpc-0a1b2c3d', subnets: ['subnet-0a1b2c3d'] };

test('what is given stays, and every default is one that its own schema takes', () => {
  fc.assert(
    fc.property(draft({ requiredKeys: [] }), (some) => {
      const all = complete({ ...needed, ...some });
      expect(all).toMatchObject({ ...needed, ...some });
      for (const key of settingKeys) expect(settings[key].schema.parse(all[key])).toEqual(all[key]);
    }),
  );
});

test.each([
  [{ tags: [] }, true],
  [{}, true],
  [{ tags: ['linux'] }, false],
  [{ tags: ['linux'], runUntagged: true }, true],
  [{ tags: [], runUntagged: false }, false],
])('untagged jobs are taken by a runner without tags, unless it is told: %o', (some, expected) => {
  expect(complete({ ...needed, ...some }).runUntagged).toBe(expected);
});

test('what has neither value nor default is named by its flag', () => {
  expect(() => complete({})).toThrow(
    expect.objectContaining({
      code: 'input.needed',
      exitCode: 2,
      message: expect.stringMatching(/--vpc, --subnet/),
    }),
  );
});

test('scope: the instance, or a group or project by number', () => {
  expect(parseScope('instance')).toEqual({ kind: 'instance' });
  expect(parseScope('group:42')).toEqual({ kind: 'group', id: 42 });
  expect(parseScope('project:7')).toEqual({ kind: 'project', id: 7 });
});

const arm = 't4g m6g m7g m7gd c6gn c8g r8gb x2gd x8g im4gn is4gen i4g i8ge g5g hpc7g a1';
const intel =
  't2 t3 t3a m5dn m7i m7i-flex c6a c5n r5b x2iezn z1d i7ie g4dn g4ad g5 g6 g6e gr6 p4d p5en inf2 trn1 hpc6a u-6tb1 u7i-12tb vt1';
test.each([
  ...arm.split(' ').map((family) => [family, 'arm64']),
  ...intel.split(' ').map((family) => [family, 'x86_64']),
])('%s is %s', (family, expected) => {
  expect(architectureOf(`${family}.xlarge`)).toBe(expected);
});
