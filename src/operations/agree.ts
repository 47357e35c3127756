import { GlfrError } from '../domain/error.ts';
import type { Prompter } from './ports.ts';

/** Asks for the yes without which nothing is changed. Error: `declined`. */
export async function agree(
  prompter: Prompter,
  question: { message: string; default: boolean },
): Promise<void> {
  const answer = await prompter.ask({
    kind: 'confirm',
    key: 'confirm',
    canGoBack: false,
    flag: '--yes',
    ...question,
  });
  if (answer.kind === 'value' && answer.value === true) return;
  throw new GlfrError({ code: 'declined', message: 'Nothing was changed.', suggestions: ['glfr status'] });
}
