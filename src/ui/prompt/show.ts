import { checkbox, input, password, select } from '@inquirer/prompts';
import type { Choice, Question } from '../../domain/wizard/question.ts';
import type { Paint } from '../paint.ts';
import { safeText } from '../safe-text.ts';
import { wrap } from '../wrap.ts';
import { askYesOrNo } from './confirm.ts';
import type { Escape } from './keys.ts';

interface Look {
  esc: Escape | undefined;
  paint: Paint;
  rows: number;
  columns: number;
}

/** What inquirer's prompts take as their second argument. */
type Context = NonNullable<Parameters<typeof input>[1]>;

/** Our question as inquirer's. */
export function show(question: Question, look: Look, context: Context): Promise<string | string[] | boolean> {
  const shared = { message: safeText(question.message), theme: theme(question, look) };
  const listed = { ...shared, pageSize: Math.max(4, look.rows - 6), loop: false };
  switch (question.kind) {
    case 'select':
      return select(
        { ...listed, choices: question.choices.map(option(look)), default: question.default },
        context,
      );
    case 'checkbox': {
      const { choices, defaults } = question;
      const options = choices.map((choice) => ({
        ...option(look)(choice),
        checked: defaults.includes(choice.value),
      }));
      return checkbox({ ...listed, choices: options, required: true }, context);
    }
    case 'input':
      return input(
        { ...shared, default: question.default, validate: (text) => question.problem(text) ?? true },
        context,
      );
    case 'secret': {
      const validate = (text: string) => question.problem(text) ?? true;
      return password({ ...shared, mask: '*', toggleMask: false, validate }, context);
    }
    case 'confirm':
      return askYesOrNo(question, { ...shared, paint: look.paint }, context);
  }
}

const option =
  (look: Look) =>
  ({ value, label, hint, disabled }: Choice) => ({
    value,
    name: nameLines(safeText(label), safeText(hint ?? ''), look).join('\n'),
    short: safeText(label),
    ...(disabled !== undefined && { disabled: `(${safeText(disabled)})` }),
  });

/** inquirer breaks a long choice anywhere; broken here, its words stay whole. */
function nameLines(label: string, hint: string, { columns, paint }: Look): string[] {
  const [first = '', ...rest] = wrap(`${label}  ${hint}`.trimEnd(), columns - cursorWidth);
  const dim = (text: string) => (text === '' ? '' : paint('dim', text));
  const painted = first.startsWith(label) ? label + dim(first.slice(label.length)) : first;
  return [painted, ...rest.map((line) => `    ${dim(line)}`)];
}

/** Cursor, box and indent before a choice. */
const cursorWidth = 5;

/** inquirer breaks a question anywhere too. Its mark stands before it, and after it there is room for `(Y/n)`. */
const broken = (text: string, columns: number): string =>
  wrap(`? ${text} (Y/n)`, columns, '  ').join('\n').slice('? '.length, -' (Y/n)'.length);

/** The flag that answers the question stands beside it, dimmed, until it is answered. */
function theme({ flag, kind }: Question, { esc, paint, columns }: Look) {
  const isList = kind === 'select' || kind === 'checkbox';
  const escapes = esc === 'no' ? 'esc means no' : esc === 'back' && !isList && 'esc goes back';
  const asides = [flag, escapes].filter(Boolean).join(', ');
  const aside = asides === '' ? '' : ` ${paint('dim', `(${asides})`)}`;
  return {
    style: {
      message: (text: string, status: string) =>
        broken(paint('heading', text) + (status === 'done' ? '' : aside), columns),
      error: (text: string) => paint('bad', wrap(`> ${text}`, columns, '  ').join('\n')),
      keysHelpTip: (keys: [key: string, action: string][]) =>
        [...keys, ...(esc === 'back' ? [['esc', 'back'] as const] : [])]
          .map(([key, action]) => `${paint('heading', key)} ${paint('dim', action)}`)
          .join(paint('dim', ' · ')),
    },
  };
}
