import type { Question } from './question.ts';
import type { Facts, WizardState } from './state.ts';

export type AnswerValue = string | readonly string[] | boolean;

/** One question of the wizard as data: when it is open, what it asks, what its answer means. */
export interface Step {
  key: string;
  open(state: WizardState): boolean;
  question(state: WizardState, facts: Facts): Question;
  accept(state: WizardState, answer: AnswerValue): WizardState;
  /** The answer when nobody can be asked; without one the step is reported as missing. */
  fallback?(state: WizardState, facts: Facts): AnswerValue | undefined;
  /** How to give the answer without a question, for the report of what is missing. */
  given: string;
}
