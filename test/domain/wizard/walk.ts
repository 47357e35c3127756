import type { Draft } from '../../../src/domain/settings/declaration.ts';
import type { Question } from '../../../src/domain/wizard/question.ts';
import type { Facts, WizardState } from '../../../src/domain/wizard/state.ts';
import type { AnswerValue } from '../../../src/domain/wizard/step.ts';
import { nextStep } from '../../../src/domain/wizard/wizard.ts';
import { network } from '../network/network.ts';

export const facts: Facts = { snapshot: network(), region: 'eu-central-1', works: () => true };

export const start = (change: Partial<WizardState> = {}): WizardState => ({
  draft: {},
  defaults: {},
  credentials: {},
  keepsRunner: false,
  ...change,
});

export const all: Draft = {
  vpc: 'vpc-1',
  subnets: ['subnet-private'],
  gitlabUrl: 'https://gitlab.example.com',
  scope: 'project:7',
  tags: ['linux'],
  runUntagged: true,
  instanceTypes: ['t3.large'],
  concurrency: 4,
  idle: 0,
};

/** What is answered where a test does not say otherwise. */
export const answers: Record<string, AnswerValue> = {
  ...{ vpc: 'vpc-1', subnets: ['subnet-private'], gitlabUrl: 'gitlab.example.com' },
  ...{ tokenFrom: 'create', accessToken: ' glpat-access-token ', runnerToken: ' glrt-runner-token ' },
  ...{ scope: 'instance', scopeId: ' 42 ', tags: '', runUntagged: true },
  ...{ instanceTypes: 'm7g.large', concurrency: '8', idle: '2' },
};

/** Answers until nothing is open: the questions in their order, and every state on the way. */
export function walk(from: WizardState, change: Record<string, AnswerValue> = {}) {
  const questions: Question[] = [];
  const states = [from];
  let state = from;
  for (let step = nextStep(state); step; step = nextStep(state)) {
    if (questions.length > 20) throw new Error(`${step.key} is asked for ever`);
    questions.push(step.question(state, facts));
    state = step.accept(state, { ...answers, ...change }[step.key] ?? '');
    states.push(state);
  }
  return { asked: questions.map(({ key }) => key), questions, states, end: state };
}
