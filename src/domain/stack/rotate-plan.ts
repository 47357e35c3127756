import { GlfrError } from '../error.ts';
import { exitCode } from '../exit-code.ts';
import { keepAll } from './keep-all.ts';
import type { Plan } from './plan.ts';
import type { Stack } from './stack.ts';

/** The token that is to come into the stack: one GitLab makes, or one in hand; and the runner it belongs to. */
export type NewToken = { from: 'reset' | 'given'; runnerId: number; url: string };

/** A deploy with another token, which starts a new manager; every other parameter and the template stay as they are. */
export function rotatePlan(stack: Stack, token: NewToken, place: { region: string; account: string }): Plan {
  if (!('RunnerToken' in stack.parameters) || !('TokenSetAt' in stack.parameters)) throw noToken(stack);
  const known = stack.parameters.RunnerId ?? '';
  const runnerId = String(token.runnerId);
  const isOther = known !== runnerId;
  return {
    action: 'update',
    stackName: stack.name,
    ...place,
    changes: [
      { parameter: 'RunnerToken', to: '(secret)' },
      ...(isOther ? [{ parameter: 'RunnerId', from: known, to: runnerId }] : []),
    ],
    // Token and time are filled in when the token is there.
    parameters: { ...keepAll(stack), ...(isOther && { RunnerId: { value: runnerId } }) },
    resources: [],
    ...(token.from === 'reset' && { resetsToken: { runnerId: token.runnerId, url: token.url } }),
    warnings: warnings(token, known),
  };
}

function warnings({ from, runnerId, url }: NewToken, known: string): string[] {
  if (from === 'reset')
    return [
      `GitLab refuses the old token of runner #${runnerId} at once: jobs that run go on, new ones wait for the new manager`,
    ];
  if (known === '' || known === String(runnerId)) return [];
  return [`the token is that of runner #${runnerId}; runner #${known} stays in ${url} without a manager`];
}

const noToken = ({ name }: Stack) =>
  new GlfrError({
    code: 'stack.no-token',
    message: `The stack ${name} has no parameters RunnerToken and TokenSetAt; it was not made by this template.`,
    suggestions: [`glfr deploy --stack ${name}`],
    exitCode: exitCode.usage,
  });
