import { subnetsStep, vpcStep } from './network-steps.ts';
import {
  accessTokenStep,
  gitlabUrlStep,
  runnerTokenStep,
  runUntaggedStep,
  scopeIdStep,
  scopeStep,
  tagsStep,
  tokenFromStep,
} from './runner-steps.ts';
import { concurrencyStep, idleStep, instanceTypeStep } from './size-steps.ts';
import type { Facts, WizardState } from './state.ts';
import type { Step } from './step.ts';

/** The order of the questions. The executor kind has one value so far, so nobody is asked for it. */
const steps: readonly Step[] = [
  vpcStep,
  subnetsStep,
  gitlabUrlStep,
  tokenFromStep,
  accessTokenStep,
  runnerTokenStep,
  scopeStep,
  scopeIdStep,
  tagsStep,
  runUntaggedStep,
  instanceTypeStep,
  concurrencyStep,
  idleStep,
];

/** The first question still open, or none. */
export const nextStep = (state: WizardState): Step | undefined => steps.find((step) => step.open(state));

/**
 * Answers every open step by its fallback, as `--yes` does. Returns the state and how the missing answers
 * could be given.
 */
export function answerUnasked(start: WizardState, facts: Facts): { state: WizardState; missing: string[] } {
  let state = start;
  const missing: string[] = [];
  for (const step of steps) {
    if (!step.open(state)) continue;
    const answer = step.fallback?.(state, facts);
    if (answer === undefined) missing.push(step.given);
    else state = step.accept(state, answer);
  }
  return { state, missing: [...new Set(missing)] };
}
