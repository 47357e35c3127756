import { GlfrError, hasCode } from '../domain/error.ts';
import type { GlfrEvent } from '../domain/event.ts';
import { exitCode } from '../domain/exit-code.ts';
import type { Facts, WizardState } from '../domain/wizard/state.ts';
import { answerUnasked, nextStep } from '../domain/wizard/wizard.ts';
import { type Checked, checkGitLab } from './check-gitlab.ts';
import type { GitLabPort, Prompter } from './ports.ts';

interface Deps {
  prompter: Prompter;
  gitlab: GitLabPort;
}

export interface Settled {
  state: WizardState;
  gitlab: Checked;
  /** The states before each question that was asked; the last is where "back" leads. */
  past: readonly WizardState[];
}

/**
 * From what is given to everything that is needed: asks what is open, one step back at a time, or takes the
 * proposals where nobody can be asked. GitLab is tried as soon as its address and token are known. `before` is
 * what was settled when the user came back from the plan: the last question is asked again.
 */
export async function* settle(
  start: WizardState,
  facts: Facts,
  deps: Deps,
  before?: Settled,
): AsyncGenerator<GlfrEvent, Settled, void> {
  if (!deps.prompter.interactive) {
    const { state, missing } = answerUnasked(start, facts);
    if (missing.length > 0) throw missingError(missing);
    const gitlab = yield* checkGitLab(state, deps.gitlab);
    if (!gitlab) throw missingError(['--gitlab-url']);
    return { state, gitlab, past: [] };
  }
  return yield* askAll(start, facts, deps, before);
}

async function* askAll(
  start: WizardState,
  facts: Facts,
  deps: Deps,
  before?: Settled,
): AsyncGenerator<GlfrEvent, Settled, void> {
  const past = [...(before?.past ?? [])];
  let state = past.pop() ?? start;
  let gitlab = before?.gitlab;
  for (;;) {
    try {
      gitlab = yield* checkGitLab(state, deps.gitlab, gitlab);
    } catch (error) {
      const again = askAgain(error, state, start);
      if (!again) throw error;
      yield { type: 'notice', level: 'warning', text: (error as GlfrError).message };
      state = again;
    }
    const step = nextStep(state);
    if (!step && gitlab) return { state, gitlab, past };
    if (!step) throw missingError(['--gitlab-url']);
    const answer = await deps.prompter.ask(step.question(state, facts));
    if (answer.kind === 'value') {
      past.push(state);
      state = step.accept(state, answer.value);
    } else {
      state = past.pop() ?? state;
    }
  }
}

/** The state with a refused answer taken out, when it was the wizard that asked for it. */
function askAgain(error: unknown, state: WizardState, start: WizardState): WizardState | undefined {
  const { draft, credentials, tokenFrom: _, ...rest } = state;
  const aboutToken = hasCode(
    error,
    'gitlab.unauthorized',
    'gitlab.forbidden',
    'gitlab.token-kind',
    'gitlab.runner-token',
  );
  if (aboutToken && tokenWasAsked(state, start)) return { ...rest, draft, credentials: start.credentials };
  const aboutPlace = error instanceof GlfrError && error.code.startsWith('gitlab.') && !aboutToken;
  if (aboutPlace && start.draft.gitlabUrl === undefined)
    return { ...state, draft: { ...draft, gitlabUrl: undefined } };
  return undefined;
}

const tokenWasAsked = (state: WizardState, start: WizardState): boolean =>
  state.credentials.accessToken !== start.credentials.accessToken ||
  state.credentials.runnerToken !== start.credentials.runnerToken;

const missingError = (missing: readonly string[]) =>
  new GlfrError({
    code: 'input.needed',
    message: `Nobody can be asked here, and this is still needed: ${missing.join('; ')}.`,
    suggestions: [
      ...missing.map((given) => `give ${given.split(' (')[0]}`),
      'glfr init (in a terminal it asks)',
    ],
    exitCode: exitCode.usage,
  });
