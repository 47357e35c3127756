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

/** IAM itself is not asked: what is denied shows where it is used, and names the permission. */
export const permissions = (): Verdict =>
  skip(
    'IAM was not asked what these credentials may do; a check that was denied names its permission',
    'glfr export policy',
  );

/** AWS makes them with the first service of their kind, where the caller may. */
export const serviceLinkedRoles = (): Verdict =>
  skip(
    'IAM was not asked for the roles AWSServiceRoleForECS, AWSServiceRoleForAutoScaling and AWSServiceRoleForEC2Spot',
    'aws iam get-role --role-name AWSServiceRoleForECS',
  );
