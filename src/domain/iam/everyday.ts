import { commandNeeds, type Needs } from './commands.ts';
import { actionsOf } from './policy.ts';

/** Once in a stack's life, or by whoever made it: with them all types of resources would be asked for. */
const rare = /^(init|deploy|destroy)$/;
/** Once in an account; of a stack without outputs; of a change set that is refused: commands work without. */
const seldom = [
  'iam:CreateServiceLinkedRole',
  'cloudformation:ListStackResources',
  'cloudformation:DeleteChangeSet',
];

/** What a command cannot do without: not what it skips when denied, nor what only some flag or circumstance needs. */
const indispensable = ({ calls, mayBeDenied = [], through }: Needs): Needs => ({
  calls: calls.filter((action) => !mayBeDenied.includes(action)),
  ...(through && { through }),
});

/** The permissions that each everyday command cannot do without. `isNamed`: none looks for its stack. */
export function everydayActions(isNamed: boolean): ReadonlyMap<string, readonly string[]> {
  const unneeded = [...seldom, ...(isNamed ? ['cloudformation:ListStacks'] : [])];
  return new Map(
    Object.entries(commandNeeds)
      .filter(([name]) => !rare.test(name))
      .map(([name, needs]) => [
        name,
        actionsOf(indispensable(needs)).filter((action) => !unneeded.includes(action)),
      ]),
  );
}

/** Does an action only look? By its verb, as AWS names actions. */
export const onlyLooks = (action: string): boolean =>
  /:(Describe|Get|List|Filter|Search|Simulate)/.test(action);
