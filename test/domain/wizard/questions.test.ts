import { expect, test } from 'vitest';
import { complete } from '../../../src/domain/settings/complete.ts';
import type { WizardState } from '../../../src/domain/wizard/state.ts';
import { answerUnasked, nextStep } from '../../../src/domain/wizard/wizard.ts';
import { network, subnet } from '../network/network.ts';
import { all, facts, start, walk } from './walk.ts';

const ask = (state: WizardState, snapshot = network()) =>
  nextStep(state)?.question(state, { ...facts, snapshot });

test('each question names the flag or variable that answers it, and proposes nothing wrong', () => {
  const both = [walk(start(), { scope: 'group', tags: 'a' }), walk(start(), { tokenFrom: 'paste' })];
  const questions = both.flatMap((one) => one.questions);
  expect(new Set(questions.map(({ key }) => key)).size).toBe(13);
  for (const question of questions) {
    expect(question.flag, question.key).toMatch(/^--[a-z-]+$|^GLFR_[A-Z_]+( or GLFR_[A-Z_]+)?$/);
    expect(question.message.length, question.key).toBeGreaterThan(10);
    if (question.kind === 'input')
      expect(question.problem(question.default ?? '1'), question.key).toBeUndefined();
    if (question.kind === 'select' && question.default)
      expect(question.choices.map(({ value }) => value)).toContain(question.default);
    if (question.kind === 'checkbox')
      expect(question.choices.map(({ value }) => value)).toEqual(
        expect.arrayContaining([...question.defaults]),
      );
  }
});

test.each([
  ['instanceTypes', 'large'],
  ['concurrency', '0'],
  ['idle', ''],
  ['scopeId', 'platform'],
  ['accessToken', 'glrt-runner-token'],
  ['runnerToken', 'glpat-access-token'],
])('%s is not %j', (key, wrong) => {
  const questions = [walk(start(), { scope: 'group' }), walk(start(), { tokenFrom: 'paste' })];
  const question = questions.flatMap((one) => one.questions).find((one) => one.key === key);
  expect(question && 'problem' in question && question.problem(wrong)).toEqual(expect.any(String));
});

test('what cannot be chosen says why', () => {
  const empty = { id: 'vpc-2', cidrs: ['10.1.0.0/16'], ipv6Cidrs: [], isDefault: false };
  const snapshot = network({
    vpcs: [...network().vpcs, empty],
    subnets: [subnet('subnet-private', '10.0.1.0/24', { freeAddresses: 0 })],
  });
  const disabled = (state: WizardState) => {
    const question = ask(state, snapshot);
    return question && 'choices' in question
      ? question.choices.flatMap(({ value, disabled: why }) => (why ? [`${value}: ${why}`] : []))
      : [];
  };
  expect(disabled(start())).toEqual(['vpc-2: no subnets']);
  expect(disabled(start({ draft: { vpc: 'vpc-1' } }))).toEqual(['subnet-private: no free address']);
});

test("an update proposes the stack's own values, but no subnets of a VPC that was left", () => {
  const defaults = { ...all, subnets: ['subnet-public'], instanceTypes: ['c7g.large'], concurrency: 12 };
  const update = start({ keepsRunner: true, defaults, draft: { vpc: 'vpc-1', gitlabUrl: 'https://x' } });
  const { questions } = walk(update);
  expect(
    questions.map((one) => ('defaults' in one ? one.defaults : 'default' in one && one.default)),
  ).toEqual([['subnet-public'], 'c7g.large', '12', '0']);
  const moved = { ...update, defaults: { ...defaults, subnets: ['subnet-of-another-vpc'] } };
  expect(ask(moved)).toMatchObject({ defaults: ['subnet-private'] });
  expect(answerUnasked(moved, facts).state.draft.subnets).toEqual(['subnet-private']);
});

test('nobody to ask: proposals are taken, and what has none is reported with the way to give it', () => {
  const token = 'GLFR_GITLAB_TOKEN, GLFR_RUNNER_TOKEN or --token-file';
  expect(answerUnasked(start(), facts).missing).toEqual([token]);
  const nowhere = { ...facts, snapshot: network({ vpcs: [], subnets: [] }) };
  expect(answerUnasked(start(), nowhere).missing).toEqual([
    '--vpc',
    expect.stringMatching(/^--subnet/),
    token,
  ]);
  const { state, missing } = answerUnasked(start({ credentials: { accessToken: 'glpat-1' } }), facts);
  expect(missing).toEqual([]);
  expect(complete(state.draft)).toMatchObject({
    ...{ vpc: 'vpc-1', subnets: ['subnet-private'], gitlabUrl: 'https://gitlab.com' },
    ...{ scope: 'instance', tags: [], runUntagged: true, concurrency: 4, idle: 0 },
  });
  expect(nextStep(state)).toBeUndefined();
});
