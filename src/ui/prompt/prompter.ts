import { GlfrError, interrupted } from '../../domain/error.ts';
import { exitCode } from '../../domain/exit-code.ts';
import { again } from '../../domain/typed-command.ts';
import type { Answer, Question } from '../../domain/wizard/question.ts';
import { createPaint, type Paint } from '../paint.ts';
import { safeText } from '../safe-text.ts';
import type { View } from '../view.ts';
import { wrap } from '../wrap.ts';
import { type Ending, type Escape, type PromptInput, PromptKeys } from './keys.ts';

interface PrompterOptions {
  /** Gives up the terminal before each question: inquirer asks, ink shows, never both. */
  view: Pick<View, 'release'>;
  interactive: boolean;
  stdin: PromptInput;
  stderr: NodeJS.WritableStream & { rows?: number; columns?: number };
  /** Aborted by Ctrl-C outside a question. */
  signal: AbortSignal;
  colour?: boolean;
}

/** Asks on stderr; answers the same shape as the port of the operations. */
export interface Prompter {
  readonly interactive: boolean;
  ask(question: Question): Promise<Answer>;
}

/** Escape goes back to the question before, where there is one, or says no to a change; Ctrl-C ends with 130. */
export function createPrompter(options: PrompterOptions): Prompter {
  let answered = 0;
  return {
    interactive: options.interactive,
    async ask(question) {
      if (!options.interactive) throw inputNeeded(question);
      await options.view.release();
      const answer = await askOnce(question, escapeAt(question, answered), options);
      answered += answer.kind === 'back' ? -1 : 1;
      return answer;
    },
  };
}

function escapeAt({ kind, key, canGoBack }: Question, answered: number): Escape | undefined {
  if (canGoBack ?? answered > 0) return 'back';
  // No setting is answered in passing.
  return kind === 'confirm' && key === 'confirm' ? 'no' : undefined;
}

async function askOnce(
  question: Question,
  esc: Escape | undefined,
  options: PrompterOptions,
): Promise<Answer> {
  const { stdin, stderr, signal, colour = true } = options;
  if (signal.aborted) throw interrupted();
  const { show } = await import('./show.ts');
  const keys = new PromptKeys(stdin, { esc, signal });
  const context = { input: stdin, output: stderr, signal: keys.signal, clearPromptOnDone: false };
  keys.onEscape = () => {
    context.clearPromptOnDone = true;
  };
  const paint = createPaint(colour);
  const size = { rows: stderr.rows ?? 24, columns: stderr.columns ?? 80 };
  try {
    const value = await show(question, { esc, paint, ...size }, context);
    return { kind: 'value', value };
  } catch (error) {
    if (keys.ending === 'no') {
      stderr.write(refusal(question, paint, size.columns));
      return { kind: 'value', value: false };
    }
    return endedBy(keys.ending, error);
  } finally {
    keys.stop();
  }
}

/** As inquirer leaves a question that was answered. */
function refusal({ message }: Question, paint: Paint, columns: number): string {
  const text = `${paint('good', '✔')} ${paint('heading', safeText(message))} ${paint('accent', 'No')}`;
  return `${wrap(text, columns, '  ').join('\n')}\n`;
}

function endedBy(ending: Ending | undefined, error: unknown): Answer {
  if (ending === 'back') return { kind: 'back' };
  const isGivenUp =
    error instanceof Error && (error.name === 'ExitPromptError' || error.name === 'AbortPromptError');
  if (ending === 'interrupted' || isGivenUp) throw interrupted();
  throw error;
}

function inputNeeded({ message, flag }: Question): GlfrError {
  return new GlfrError({
    code: 'input.needed',
    message: `An answer is needed and nobody can be asked here: ${safeText(message)}`,
    suggestions: [`${again} ${flag ?? '--yes'}`, `${again} (in a terminal, where it asks)`],
    exitCode: exitCode.usage,
  });
}
