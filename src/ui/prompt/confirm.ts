import { input } from '@inquirer/prompts';
import type { Question } from '../../domain/wizard/question.ts';
import type { Paint } from '../paint.ts';

type Config = Parameters<typeof input>[0];
type Context = NonNullable<Parameters<typeof input>[1]>;

/** As inquirer's own, but that what is neither yes nor no is taken away again, and the person told what is. */
export async function askYesOrNo(
  { default: usual }: Extract<Question, { kind: 'confirm' }>,
  { message, theme, paint }: Pick<Config, 'message' | 'theme'> & { paint: Paint },
  context: Context,
): Promise<boolean> {
  const told = `Type y for yes or n for no; Enter alone means ${usual ? 'yes' : 'no'}.`;
  const answer = await input(
    {
      ...{ message, default: answerWord(usual) },
      validate: (text) => yesOrNo(text, usual) !== undefined || told,
      transformer: (text, { isFinal }) =>
        isFinal ? paint('accent', answerWord(yesOrNo(text, usual) === true)) : text,
      theme: {
        ...theme,
        validationFailureMode: 'clear',
        style: { ...theme?.style, defaultAnswer: () => paint('dim', usual ? '(Y/n)' : '(y/N)') },
      },
    },
    context,
  );
  return yesOrNo(answer, usual) === true;
}

const answerWord = (answer: boolean): string => (answer ? 'Yes' : 'No');

function yesOrNo(text: string, usual: boolean): boolean | undefined {
  const typed = text.trim().toLowerCase();
  if (typed === '') return usual;
  if ('yes'.startsWith(typed)) return true;
  return 'no'.startsWith(typed) ? false : undefined;
}
