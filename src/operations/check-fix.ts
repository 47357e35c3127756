import { type FixableRule, fixableRules } from '../domain/check/fixable.ts';
import { GlfrError } from '../domain/error.ts';
import type { GlfrEvent, Operation } from '../domain/event.ts';
import { exitCode } from '../domain/exit-code.ts';
import { again } from '../domain/typed-command.ts';
import { type CheckDeps, type Checked, type CheckInput, check } from './check.ts';
import type { Prompter, SecurityGroupPort } from './ports.ts';

interface Deps extends CheckDeps {
  prompter: Prompter;
  securityGroups: SecurityGroupPort;
}

/**
 * Offers the security group rules that are missing, adds those that are agreed to, and checks again. Own groups with
 * one question, GitLab's and others' with a second one each time. Nothing else is changed.
 */
export async function* fix(
  input: CheckInput & { confirmed: boolean },
  checked: Checked,
  deps: Deps,
): Operation<Checked> {
  const rules = fixableRules(checked.report.paths, ownGroups(checked));
  if (rules.length === 0) {
    const blocked = checked.report.verdict === 'BLOCKED' || checked.report.verdict === 'PARTIAL';
    const text = blocked
      ? 'none of the fixes is a security group rule; glfr changes nothing else'
      : 'no security group rule is missing';
    yield { type: 'notice', level: 'info', text };
    return checked;
  }
  refuseSilent(input, deps);
  const mine = rules.filter(({ isOwn }) => isOwn);
  const others = rules.filter(({ isOwn }) => !isOwn);
  let added = yield* offer(mine, input.confirmed, deps);
  // A yes beforehand is a yes to one's own groups; those of others are asked for, or left.
  if (others.length > 0 && deps.prompter.interactive) added += yield* offer(others, false, deps);
  else
    for (const { command } of others) yield notice(`not the runner's own group, so not changed: ${command}`);
  return added === 0 ? checked : yield* check(input, deps);
}

const notice = (text: string): GlfrEvent => ({ type: 'notice', level: 'info', text });

/** The runner's groups: those of the stack, else those it was asked about. */
const ownGroups = ({ scene, queries }: Checked): ReadonlySet<string> => {
  const named = scene ? [...(scene.managerGroups ?? []), ...(scene.executorGroups ?? [])] : [];
  const asked = queries.flatMap(({ from }) => (from.kind === 'planned' ? from.groups : []));
  return new Set([...named, ...asked.flatMap((one) => (typeof one === 'string' ? one : []))]);
};

function refuseSilent({ confirmed }: { confirmed: boolean }, { prompter }: Deps): void {
  if (confirmed || prompter.interactive) return;
  throw new GlfrError({
    code: 'input.needed',
    message: '--fix asks before it adds a rule, and nobody can be asked here.',
    suggestions: [
      `${again} --yes (adds the rules of its own groups)`,
      `${again} (in a terminal, where it asks)`,
    ],
    exitCode: exitCode.usage,
  });
}

async function* offer(
  rules: readonly FixableRule[],
  confirmed: boolean,
  deps: Deps,
): AsyncGenerator<GlfrEvent, number, void> {
  let added = 0;
  for (const rule of rules) {
    yield notice(rule.command);
    if (confirmed || (await isWanted(rule, deps.prompter))) added += yield* add(rule, deps);
  }
  return added;
}

async function isWanted({ text, isOwn, rule }: FixableRule, prompter: Prompter): Promise<boolean> {
  if (!(await agreed(prompter, `Add this rule: ${text}?`))) return false;
  const again = `${rule.groupId} is not the runner's own group; others may rely on it. Change it all the same?`;
  return isOwn || agreed(prompter, again);
}

async function* add({ rule, text }: FixableRule, deps: Deps): AsyncGenerator<GlfrEvent, number, void> {
  const isNew = await deps.securityGroups.add(rule);
  yield notice(isNew ? `added: ${text}` : `was there already: ${text}`);
  return 1;
}

async function agreed(prompter: Prompter, message: string): Promise<boolean> {
  const question = { kind: 'confirm', key: 'confirm', canGoBack: false, default: false, message } as const;
  const answer = await prompter.ask(question);
  return answer.kind === 'value' && answer.value === true;
}
