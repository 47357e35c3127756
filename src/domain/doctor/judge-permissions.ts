import { onlyLooks } from '../iam/everyday.ts';
import type { Denial, Denier } from '../iam/simulation.ts';
import { ng, ok, skip, type Verdict } from './check.ts';
import type { Allowance, Facts } from './facts.ts';

/** What IAM's simulation says of the everyday commands; what was denied on the way is named here once more. */
export const permissions = (facts: Facts): Verdict => {
  const { allowance } = facts;
  const verdict = allowance.known ? judgeAllowance(allowance.value) : skip(allowance.why, allowance.fix);
  const denied = [...new Set(Object.values(facts).flatMap(permissionIn))].sort();
  const unsaid = denied.filter((name) => !verdict.text.includes(name));
  const onTheWay = unsaid.length === 0 ? '' : `; denied on the way: ${unsaid.join(', ')}`;
  return { ...verdict, text: verdict.text + onTheWay };
};

const permissionIn = (fact: unknown): string[] =>
  typeof fact === 'object' && fact !== null && 'permission' in fact ? [String(fact.permission)] : [];

function judgeAllowance({ owner, commands, denials }: Allowance): Verdict {
  const who = owner.split(':').slice(5).join(':');
  const decided = denials.filter(({ undecidedWithout }) => undecidedWithout.length === 0);
  const { lacking, leftOut } = sorted(commands, decided);
  const left = leftOut.length === 0 ? '' : `; may look, but not change anything with: ${leftOut.join(', ')}`;
  if (lacking.size > 0)
    return ng(
      `${who} lacks ${groupsOf(lacking, decided).join('; ')}${left}`,
      `glfr export policy ${[...lacking.keys()].join(' ')}`,
    );
  const [open] = denials.filter(({ undecidedWithout }) => undecidedWithout.length > 0);
  if (open)
    return skip(
      `whether ${who} may ${open.action} hangs on ${open.undecidedWithout.join(' and ')}, which IAM's simulation is not told${left}`,
    );
  return ok(
    `as IAM simulates it, ${who} may do what everyday commands need (policies of sessions and resources are not looked at)${left}`,
  );
}

/** Commands that lack something, with what it is; and those that change things, all of which is denied: on purpose. */
function sorted(commands: Allowance['commands'], denials: readonly Denial[]) {
  const denied = new Set(denials.map(({ action }) => action));
  const lacking = new Map<string, readonly string[]>();
  const leftOut: string[] = [];
  for (const [name, actions] of commands) {
    const missing = actions.filter((action) => denied.has(action));
    if (missing.length === 0) continue;
    const changing = actions.filter((action) => !onlyLooks(action));
    if (changing.length > 0 && changing.every((action) => denied.has(action))) leftOut.push(name);
    else lacking.set(name, missing);
  }
  return { lacking, leftOut };
}

const because: Readonly<Record<Denier, string>> = {
  policies: '',
  boundary: '; its permissions boundary denies it',
  organisation: '; a policy of the organisation denies it',
};

/** `logs:FilterLogEvents (jobs, why)`: what the same commands lack for the same reason stands together. */
function groupsOf(lacking: ReadonlyMap<string, readonly string[]>, denials: readonly Denial[]): string[] {
  const groups = new Map<string, string[]>();
  for (const { action, by } of denials) {
    const names = [...lacking].filter(([, missing]) => missing.includes(action)).map(([name]) => name);
    if (names.length === 0) continue;
    const about = `(for ${names.join(', ')}${because[by]})`;
    groups.set(about, [...(groups.get(about) ?? []), action]);
  }
  return [...groups].map(([about, actions]) => `${actions.join(', ')} ${about}`);
}
