import { ng, ok, skip, type Verdict } from './check.ts';
import { judged } from './fact.ts';
import type { Facts } from './facts.ts';

/** Does AWS take the credentials, and as whom? */
export const credentials = ({ identity }: Pick<Facts, 'identity'>): Verdict =>
  judged(identity, (who) =>
    'refused' in who
      ? ng(who.refused, who.fix)
      : ok(`${who.arn} of account ${who.account}, in ${who.region}`),
  );

/** IAM itself is not asked; what was denied on the way is named here once more. */
export const permissions = (facts: Facts): Verdict => {
  const names = [...new Set(Object.values(facts).flatMap(permissionIn))].sort();
  const denied = names.length === 0 ? 'none was denied on the way' : `denied on the way: ${names.join(', ')}`;
  return skip(`IAM was not asked what these credentials may do; ${denied}`, 'glfr export policy');
};

const permissionIn = (fact: unknown): string[] =>
  typeof fact === 'object' && fact !== null && 'permission' in fact ? [String(fact.permission)] : [];

/** AWS makes them with the first service of their kind, where the caller may. */
export const serviceLinkedRoles = (): Verdict =>
  skip(
    'IAM was not asked for the roles AWSServiceRoleForECS, AWSServiceRoleForAutoScaling and AWSServiceRoleForEC2Spot',
    'aws iam get-role --role-name AWSServiceRoleForECS',
  );
