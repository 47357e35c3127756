import { type Draft, type SettingKey, settings } from '../settings/declaration.ts';
import { problemWith } from '../settings/parse.ts';
import type { Step } from './step.ts';

/** A plain input that sets one setting and proposes the stack's value, else the declared default. */
function inputStep(key: 'instanceTypes' | 'concurrency' | 'idle'): Step {
  const { flag, question, schema } = settings[key];
  const proposed = (defaults: Draft): string => String(defaults[key] ?? settings[key].default);
  return {
    key,
    given: `--${flag}`,
    open: ({ draft }) => draft[key] === undefined,
    question: ({ defaults }) => ({
      kind: 'input',
      key,
      flag: `--${flag}`,
      message: question ?? '',
      default: proposed(defaults),
      problem: (text) => problemWith(key satisfies SettingKey, text),
    }),
    accept: (state, answer) => ({ ...state, draft: { ...state.draft, [key]: schema.parse(answer) } }),
    fallback: ({ defaults }) => proposed(defaults),
  };
}

export const instanceTypeStep = inputStep('instanceTypes');
export const concurrencyStep = inputStep('concurrency');
export const idleStep = inputStep('idle');
