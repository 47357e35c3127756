import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Draft } from '../../../src/domain/settings/declaration.ts';
import type { WizardState } from '../../../src/domain/wizard/state.ts';
import { all, start, walk } from './walk.ts';

const place = 'vpc subnets gitlabUrl';
const size = 'instanceTypes concurrency idle';
const accessToken = { credentials: { accessToken: 'glpat-1' } };
const runnerToken = { credentials: { runnerToken: 'glrt-1' } };
const group = { scope: 'group' };
const tagged = { tags: 'linux,docker' };

const orders: [string, Partial<WizardState>, Parameters<typeof walk>[1], string][] = [
  ['nothing given', {}, {}, `${place} tokenFrom accessToken scope tags ${size}`],
  ['a runner made by hand', {}, { tokenFrom: 'paste' }, `${place} tokenFrom runnerToken ${size}`],
  ['an access token given', accessToken, {}, `${place} scope tags ${size}`],
  ['a runner token given', runnerToken, {}, `${place} ${size}`],
  ['one group', accessToken, group, `${place} scope scopeId tags ${size}`],
  ['tags', accessToken, tagged, `${place} scope tags runUntagged ${size}`],
  ['everything given', { draft: all, ...accessToken }, {}, ''],
  [
    'an update',
    { keepsRunner: true, draft: { vpc: 'vpc-1', gitlabUrl: 'https://x' } },
    {},
    `subnets ${size}`,
  ],
  [
    'an update, with an access token to ask GitLab',
    { keepsRunner: true, ...accessToken },
    {},
    `${place} ${size}`,
  ],
  ['an update with a new token', { keepsRunner: false, draft: all, ...runnerToken }, {}, ''],
];

test.each(orders)('the order of the questions: %s', (_, from, change, order) => {
  expect(walk(start(from), change).asked.join(' ')).toBe(order);
});

describe('whatever subset of the settings is given', () => {
  const given = fc.subarray(Object.entries(all)).map((some) => Object.fromEntries(some) as Draft);
  const scope = fc.constantFrom('instance', 'group', 'project');
  const tags = fc.constantFrom('', 'linux');
  const tokenFrom = fc.constantFrom('create', 'paste');

  test('none of its questions is asked, no question comes twice, and what is given stays as it is', () => {
    fc.assert(
      fc.property(given, fc.record({ scope, tags, tokenFrom }), (draft, change) => {
        const { asked, end } = walk(start({ draft }), change);
        for (const key of Object.keys(draft)) expect(asked).not.toContain(key);
        if (draft.scope) expect(asked).not.toContain('scopeId');
        expect(new Set(asked).size).toBe(asked.length);
        expect(end.draft).toMatchObject(draft);
      }),
    );
  });
});

test('answers become settings: trimmed, split, counted', () => {
  const { end } = walk(start(), { scope: 'group', tags: ' linux, docker ,,' });
  expect(end.credentials).toEqual({ accessToken: 'glpat-access-token' });
  expect(end.draft).toEqual({
    ...{ vpc: 'vpc-1', subnets: ['subnet-private'], gitlabUrl: 'https://gitlab.example.com' },
    ...{ scope: 'group:42', tags: ['linux', 'docker'], runUntagged: true },
    ...{ instanceTypes: ['m7g.large'], concurrency: 8, idle: 2 },
  });
  expect(walk(start(), { tokenFrom: 'paste' }).end.credentials).toEqual({ runnerToken: 'glrt-runner-token' });
});

test('back: every earlier state is as it was, and the same answers lead to the same end', () => {
  const choices = fc.record({
    scope: fc.constantFrom('instance', 'group'),
    tags: fc.constantFrom('', 'a,b'),
  });
  fc.assert(
    fc.property(choices, fc.nat(20), (change, index) => {
      const from = start();
      const copy = structuredClone(from);
      const { states, end } = walk(from, change);
      const earlier = states[index % states.length] ?? from;
      const before = structuredClone(earlier);
      expect(walk(earlier, change).end).toEqual(end);
      expect([from, earlier]).toEqual([copy, before]);
    }),
  );
});
