import { type Fact, known, unknown, whatIs } from '../domain/doctor/fact.ts';
import type { Allowance, Facts, Identity, Quotas } from '../domain/doctor/facts.ts';
import type { QuotaId } from '../domain/doctor/quota-codes.ts';
import { fargateNeeds, instanceNeeds } from '../domain/doctor/quota-needs.ts';
import { everydayActions } from '../domain/iam/everyday.ts';
import { partitionOf } from '../domain/iam/policy.ts';
import { policyOwner } from '../domain/iam/policy-owner.ts';
import { serviceRolesFor } from '../domain/iam/service-roles.ts';
import { questionsFor } from '../domain/iam/simulation.ts';
import { settingsFromParameters } from '../domain/settings/stored.ts';
import type { Stack } from '../domain/stack/stack.ts';
import type { InspectionPort } from './ports.ts';
import { readFact, readFrom } from './read-fact.ts';

type Names = 'allowance' | 'serviceRoles' | 'instanceQuotas' | 'fargateQuotas';

interface Known {
  stack: Promise<Facts['stack']>;
  identity: Promise<Facts['identity']>;
  offerings: Promise<Facts['offerings']>;
  /** As the user gave it. */
  stackName: string | undefined;
}

/** What the account allows: the caller, the services of the stack, and how much of it. */
export function accountFacts(
  { stack, identity, offerings, stackName }: Known,
  port: InspectionPort,
): { [Name in Names]: Promise<Facts[Name]> } {
  return {
    allowance: readFrom(identity, async (caller) => {
      if ('refused' in caller) return unknown('AWS does not take the credentials', caller.fix);
      return readAllowance(caller, { stack: await stack, stackName }, port);
    }),
    serviceRoles: readFrom(stack, ({ parameters }) =>
      readFact(() => findRoles(settingsFromParameters(parameters), port)),
    ),
    instanceQuotas: readFrom(stack, async ({ parameters }) => {
      const settings = settingsFromParameters(parameters);
      if (settings.executor === 'fargate') return known({});
      return readFrom(offerings, (types) => {
        const needs = instanceNeeds(settings, types);
        return readFact(() => readQuotas(typeof needs === 'string' ? [] : needs, port));
      });
    }),
    fargateQuotas: readFrom(stack, ({ parameters }) =>
      readFact(() => readQuotas(fargateNeeds(settingsFromParameters(parameters)), port)),
    ),
  };
}

/** What IAM's simulation says of the caller's policies, asked with this stack's resources. */
async function readAllowance(
  { arn, account, region }: Identity,
  about: { stack: Fact<Stack>; stackName: string | undefined },
  port: InspectionPort,
): Promise<Fact<Allowance>> {
  const { stackName } = about;
  const found = whatIs(about.stack);
  const stack = found?.name ?? stackName;
  if (stack === undefined) return unknown('without the name of the stack IAM cannot be asked');
  const owner = await ownerOf(arn, port);
  if (!owner.known) return owner;
  const isNamed = stackName !== undefined;
  const commands = everydayActions(isNamed);
  const actions = [...new Set([...commands.values()].flat())].sort();
  const iamPath = found?.parameters.IamPath ?? '/';
  const where = { partition: partitionOf(region), region, account, stack, iamPath, isNamed };
  return readFact(async () => {
    const questions = questionsFor(actions, where).map((question) => port.simulate(owner.value, question));
    return { owner: owner.value, commands, denials: (await Promise.all(questions)).flat() };
  });
}

/** ARN of the user or role that the policies belong to, where they can be simulated. */
async function ownerOf(arn: string, port: InspectionPort): Promise<Fact<string>> {
  const owner = policyOwner(arn);
  if (owner.kind === 'user') return known(owner.arn);
  if (owner.kind === 'root')
    return unknown(
      'the root user may do everything, but for policies of an organisation; IAM simulates no root',
    );
  if (owner.kind === 'other') return unknown(`IAM simulates users and roles, and ${arn} is neither`);
  return readFrom(
    readFact(() => port.role(owner.name)),
    async (role) =>
      role === undefined ? unknown(`IAM has no role ${owner.name}, whose session ${arn} is`) : known(role),
  );
}

const findRoles = (settings: Parameters<typeof serviceRolesFor>[0], port: InspectionPort) =>
  Promise.all(
    serviceRolesFor(settings).map(async (role) => ({
      ...role,
      isThere: (await port.role(role.name)) !== undefined,
    })),
  );

async function readQuotas(ids: readonly QuotaId[], port: InspectionPort): Promise<Quotas> {
  const values = await Promise.all(ids.map(async (id) => [id.code, await port.quota(id)] as const));
  return Object.fromEntries(values.flatMap(([code, value]) => (value === undefined ? [] : [[code, value]])));
}
