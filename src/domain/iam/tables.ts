import { commandNeeds, type Needs } from './commands.ts';
import { handlerCalls, type ResourceType, resourceTypes } from './resource-types.ts';

/** The tables of docs/iam.md, as Markdown; a test holds the page equal to them. */

/** `cloudformation:DescribeStacks`, then `ListStacks` alone while the service is the same. */
function inWords(actions: readonly string[]): string {
  let before = '';
  return actions
    .toSorted()
    .map((action) => {
      const [service = '', name = ''] = action.split(':');
      const shown = service === before ? name : action;
      before = service;
      return `\`${shown}\``;
    })
    .join(', ');
}

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** What every command calls is said once; commands with the same needs share a row. */
export function commandTable(): string[] {
  const all = Object.values(commandNeeds);
  const shared = (all[0]?.calls ?? []).filter((action) => all.every(({ calls }) => calls.includes(action)));
  const rows = new Map<string, { names: string[]; needs: Needs }>();
  for (const [name, needs] of Object.entries(commandNeeds)) {
    const key = JSON.stringify(needs);
    const found = rows.get(key);
    if (found) found.names.push(name);
    else rows.set(key, { names: [name], needs });
  }
  return [
    row('command', 'calls', 'may be denied', 'through CloudFormation'),
    row('---', '---', '---', '---'),
    row('every one', inWords(shared), '', ''),
    ...[...rows.values()].map(({ names, needs: { calls, mayBeDenied = [], onlyWith = {}, through } }) =>
      row(
        names.map((name) => `\`${name}\``).join(', '),
        [
          inWords(calls.filter((action) => !mayBeDenied.includes(action) && !shared.includes(action))),
          ...Object.entries(onlyWith).map(([what, actions]) => `with ${what} ${inWords(actions)}`),
        ]
          .filter(Boolean)
          .join('; '),
        inWords(mayBeDenied),
        through ? `${through.changes.join(', ')}: ${typesInWords(through.types)}` : '',
      ),
    ),
  ];
}

const everyType = Object.keys(resourceTypes).length;

/** Of all but the endpoints, which are a stack of their own. */
const typesInWords = (types: readonly ResourceType[]): string =>
  types.length === everyType - 1
    ? 'every type'
    : types.map((type) => `\`${type.replace('AWS::', '')}\``).join(', ');

/** One row a resource type: what CloudFormation calls for it. */
export function typeTable(): string[] {
  const types = Object.keys(resourceTypes) as ResourceType[];
  return [
    row('type', 'to make and change it', 'to take it away'),
    row('---', '---', '---'),
    ...types.map((type) =>
      row(
        `\`${type}\``,
        inWords(handlerCalls(type, ['create', 'update'])),
        inWords(resourceTypes[type].delete),
      ),
    ),
  ];
}
