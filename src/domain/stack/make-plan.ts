import { monthlyCost, type PriceTable } from '../fleet/cost.ts';
import type { Reach } from '../network/result.ts';
import type { NetworkSnapshot } from '../network/snapshot.ts';
import { subnetKind } from '../network/subnet-kind.ts';
import { architectureOf } from '../settings/architecture.ts';
import { type Settings, settingKeys, settings } from '../settings/declaration.ts';
import { parametersFromSettings } from '../settings/stored.ts';
import type { Plan } from './plan.ts';
import type { ParameterValue, Stack } from './stack.ts';
import { activeResources, parseTemplate } from './template.ts';

/** Stack tag with the version of glfr whose template made it. */
export const versionTag = 'glfr:version';

export interface PlanInput {
  stackName: string;
  region: string;
  account: string;
  settings: Settings;
  snapshot: NetworkSnapshot;
  existing?: Stack | undefined;
  template: string;
  version: string;
  prices: PriceTable;
  reach?: Reach | undefined;
  /** The runner's token: one in hand, one that GitLab will give for a new runner, or the stack's own. */
  token: 'given' | 'create' | 'keep';
  runnerId?: number | undefined;
}

/** Would the manager have a public address? Only where every chosen subnet is public. */
export function usesPublicIp(snapshot: NetworkSnapshot, subnetIds: readonly string[]): boolean {
  const chosen = snapshot.subnets.filter(({ id }) => subnetIds.includes(id));
  return chosen.length > 0 && chosen.every((subnet) => subnetKind(snapshot, subnet) === 'public');
}

/** What a deploy would do, from facts alone; nothing is called. */
export function makePlan(input: PlanInput): Plan {
  const { settings, existing } = input;
  const values = parameterValues(input);
  const changes = changesOf(values, input);
  const parameters: Record<string, ParameterValue> = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { value }]),
  );
  if (input.token === 'keep') {
    parameters.RunnerToken = { keep: true };
    if (existing?.parameters.TokenSetAt !== undefined) parameters.TokenSetAt = { keep: true };
  }
  const publicIp = usesPublicIp(input.snapshot, settings.subnets);
  const cost = monthlyCost(input.prices, settings, { publicIp });
  return {
    action: !existing ? 'create' : changes.length > 0 || isOtherVersion(input) ? 'update' : 'none',
    stackName: input.stackName,
    region: input.region,
    account: input.account,
    changes,
    parameters,
    resources: activeResources(parseTemplate(input.template), { ...values, RunnerToken: '' }).map(
      ({ logicalId, type }) => ({ logicalId, type }),
    ),
    ...(input.token === 'create' && { newRunner: newRunner(input) }),
    ...(input.reach && { reach: input.reach }),
    ...(cost && { cost }),
    warnings: warnings(input),
  };
}

function parameterValues({
  settings,
  snapshot,
  stackName,
  existing,
  runnerId,
}: PlanInput): Record<string, string> {
  return {
    ...parametersFromSettings(settings),
    AssignPublicIp: usesPublicIp(snapshot, settings.subnets) ? 'ENABLED' : 'DISABLED',
    Architecture: architectureOf(settings.instanceType),
    RunnerName: existing?.parameters.RunnerName ?? stackName,
    RunnerId: runnerId === undefined ? (existing?.parameters.RunnerId ?? '') : String(runnerId),
  };
}

function changesOf(values: Record<string, string>, { existing, token }: PlanInput): Plan['changes'] {
  const changes = Object.entries(values).flatMap(([parameter, to]) => {
    const from = existing?.parameters[parameter];
    if (from === to || (!existing && isUnspoken(parameter, to))) return [];
    return [{ parameter, ...(from !== undefined && { from }), to }];
  });
  return token === 'keep' ? changes : [...changes, { parameter: 'RunnerToken', to: '(secret)' }];
}

/** On a new stack, defaults nobody is asked about are not news. */
function isUnspoken(parameter: string, value: string): boolean {
  if (value === '') return true;
  const declared = settingKeys.map((key) => settings[key]).find((one) => one.parameter === parameter);
  return declared !== undefined && !('question' in declared) && String(declared.default) === value;
}

function newRunner({ settings, stackName }: PlanInput): NonNullable<Plan['newRunner']> {
  const { gitlabUrl: url, tags, runUntagged, scope } = settings;
  return { url, description: stackName, tags, runUntagged, scope };
}

const isOtherVersion = ({ existing, version }: PlanInput): boolean => existing?.tags[versionTag] !== version;

function warnings(input: PlanInput): string[] {
  const { settings, snapshot, reach, existing } = input;
  const chosen = snapshot.subnets.filter(({ id }) => settings.subnets.includes(id));
  const free = chosen.reduce((sum, subnet) => sum + subnet.freeAddresses, 0);
  const said: string[] = [];
  if (free < settings.concurrency + 1)
    said.push(
      `the subnets have ${free} free addresses, too few for ${settings.concurrency} executors and the manager`,
    );
  if (settings.idle > settings.concurrency)
    said.push('more idle executors are wanted than jobs may run at the same time');
  if (reach && reach.verdict !== 'REACHABLE')
    said.push(`the network check says ${reach.verdict} for ${reach.target.host}`);
  if (existing && existing.parameters.VpcId !== settings.vpc)
    said.push('another VPC replaces manager and executors: running jobs end');
  else if (existing && existing.parameters.SubnetIds !== settings.subnets.join(','))
    said.push('the Auto Scaling group replaces executors in subnets that are left out: their jobs end');
  return said;
}
