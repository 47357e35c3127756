import { GlfrError } from '../domain/error.ts';
import type { GlfrEvent } from '../domain/event.ts';
import type { Draft } from '../domain/settings/declaration.ts';
import { settingsFromParameters } from '../domain/settings/stored.ts';
import { isGlfrStack, type Stack } from '../domain/stack/stack.ts';
import { isThere, stackState } from '../domain/stack/status.ts';
import { again, againWithout } from '../domain/typed-command.ts';
import type { Prompter, StackPort } from './ports.ts';

export interface ChosenStack {
  stackName: string;
  existing?: Stack;
  /** The settings it has now. */
  stored: Draft;
}

const defaultName = 'glfr';

/**
 * Which stack `init` is about: the named one, else the region's only glfr stack, else a new one called `glfr`.
 * A stack that exists is updated, after asking where someone can be asked. Errors: `stack.taken`, `stack.dead`.
 */
export async function* chooseStack(
  name: string | undefined,
  deps: { stacks: StackPort; prompter: Prompter },
): AsyncGenerator<GlfrEvent, ChosenStack, void> {
  const existing = await findExisting(name, deps.stacks);
  if (!existing) return { stackName: name ?? defaultName, stored: {} };
  refuse(existing);
  const stored = settingsFromParameters(existing.parameters);
  if (stackState(existing.status) === 'working') {
    const text = `the stack ${existing.name} is being worked on (${existing.status}); glfr goes on from there`;
    yield { type: 'notice', level: 'info', text };
    return { stackName: existing.name, existing, stored };
  }
  yield {
    type: 'notice',
    level: 'info',
    text: `the stack ${existing.name} is here already (${existing.status})`,
  };
  if (deps.prompter.interactive) await offerUpdate(existing, deps.prompter);
  return { stackName: existing.name, existing, stored };
}

async function findExisting(name: string | undefined, stacks: StackPort): Promise<Stack | undefined> {
  const found = name === undefined ? (await stacks.list()).filter(isThere) : [await stacks.find(name)];
  if (found.length > 1) {
    const names = found.map((stack) => stack?.name);
    throw new GlfrError({
      code: 'stack.ambiguous',
      message: `There are ${found.length} glfr stacks here: ${names.join(', ')}.`,
      suggestions: [
        ...names.map((one) => `${again} --stack ${one} (updates it)`),
        `${again} --stack NEW-NAME (makes another)`,
      ],
      exitCode: 2,
    });
  }
  const [only] = found;
  return only && isThere(only) ? only : undefined;
}

function refuse(stack: Stack): void {
  if (!isGlfrStack(stack)) {
    throw new GlfrError({
      code: 'stack.taken',
      message: `The name ${stack.name} is taken by a stack that is not glfr's.`,
      suggestions: [`${againWithout('--stack')} --stack ANOTHER-NAME`],
      exitCode: 2,
    });
  }
  if (stackState(stack.status) !== 'dead' && stackState(stack.status) !== 'failed') return;
  throw new GlfrError({
    code: 'stack.dead',
    message: `The stack ${stack.name} is ${stack.status}: CloudFormation only lets it be deleted.`,
    suggestions: [`glfr destroy --stack ${stack.name}`, 'glfr init (after that)'],
  });
}

async function offerUpdate(stack: Stack, prompter: Prompter): Promise<void> {
  const answer = await prompter.ask({
    kind: 'select',
    key: 'existing',
    canGoBack: false,
    flag: '--stack',
    message: `The stack ${stack.name} exists. What now?`,
    choices: [
      { value: 'update', label: 'Update it', hint: 'shows what would change, then asks' },
      { value: 'leave', label: 'Leave it as it is' },
    ],
    default: 'update',
  });
  if (answer.kind === 'value' && answer.value === 'update') return;
  throw new GlfrError({
    code: 'declined',
    message: 'Nothing was changed.',
    suggestions: [`glfr status --stack ${stack.name}`, 'glfr init --stack NEW-NAME (makes another)'],
  });
}
