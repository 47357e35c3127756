import type { ChangeSet } from '../../domain/stack/stack.ts';
import { fold } from '../fold.ts';
import type { TextStyle } from '../paint.ts';
import { safeText } from '../safe-text.ts';
import { count, shortType } from '../words.ts';

const verbs: Readonly<Record<string, string>> = {
  Add: '+ add',
  Modify: '~ change',
  Remove: '- remove',
  Import: '+ import',
};
const replacements: Readonly<Record<string, string>> = {
  True: ', replaced by a new one',
  Conditional: ', perhaps replaced by a new one',
};

/** What CloudFormation would do to each resource. */
export function changeSetLines(changes: ChangeSet['changes'], { columns, paint }: TextStyle): string[] {
  const title = changes.length === 0 ? 'no resource' : count(changes.length, 'resource');
  return [
    `  ${paint('dim', 'Change set')} ${title}`,
    ...changes.flatMap(({ action, logicalId, resourceType, replacement = '' }) => {
      const what = `${logicalId} (${shortType(resourceType)})${replacements[replacement] ?? ''}`;
      return fold(`    ${verbs[action] ?? action} ${safeText(what)}`, columns, '      ');
    }),
  ];
}
