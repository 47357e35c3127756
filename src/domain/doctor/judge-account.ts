import type { ServiceRole } from '../iam/service-roles.ts';
import { ng, ok, type Verdict } from './check.ts';
import { judged, judgedBoth } from './fact.ts';
import type { Facts } from './facts.ts';

/** Does AWS take the credentials, and as whom? */
export const credentials = ({ identity }: Pick<Facts, 'identity'>): Verdict =>
  judged(identity, (who) =>
    'refused' in who
      ? ng(who.refused, who.fix)
      : ok(`${who.arn} of account ${who.account}, in ${who.region}`),
  );

/** AWS's own roles, without which the services of the stack cannot work in the account. */
export const serviceLinkedRoles = (facts: Pick<Facts, 'stack' | 'serviceRoles'>): Verdict =>
  judgedBoth(facts.stack, facts.serviceRoles, ({ status }, roles) => {
    const missing = roles.filter(({ isThere }) => !isThere);
    // Where the stack's creation goes on, AWS makes them with it; the first spot instance comes later.
    const wrong = missing.filter(
      ({ made, service }) => !made && (status !== 'CREATE_IN_PROGRESS' || service === 'spot.amazonaws.com'),
    );
    if (wrong.length > 0) return ng(wrong.map(missingText).join('; '), wrong.map(makeRole).join(' && '));
    const names = roles.filter(({ isThere }) => isThere).map(({ name }) => name);
    const there =
      names.length === 0 ? [] : [`${names.join(' and ')} ${names.length === 1 ? 'is' : 'are'} there`];
    const later = missing.map(
      ({ name, made = 'AWS makes it with the stack' }) => `${name} is not yet: ${made}`,
    );
    return ok([...there, ...later].join('; '));
  });

const missingText = ({ name, use }: ServiceRole): string => `there is no ${name}: ${use}`;

const makeRole = ({ service }: ServiceRole): string =>
  `aws iam create-service-linked-role --aws-service-name ${service}`;
