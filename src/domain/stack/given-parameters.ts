import { architectureFor } from '../settings/architecture.ts';
import { settingIssues } from '../settings/check.ts';
import { complete } from '../settings/complete.ts';
import { type Draft, type SettingKey, settingKeys } from '../settings/declaration.ts';
import type { Issue } from '../settings/parse.ts';
import { parametersFromSettings, settingOf } from '../settings/stored.ts';
import type { Template } from './template-model.ts';

/** What a deploy reads from the network or from GitLab, told by hand; by flag. */
export type Told = Readonly<Record<'public-ip' | 'machine-zone' | 'runner-id' | 'runner-name', unknown>>;

export interface GivenParameters {
  /** Only what differs from the template's defaults; never the token. */
  parameters: Record<string, string>;
  issues: Issue[];
  /** Parameters without a default that are still to be given. */
  missing: string[];
  /** Settings that were given and that no parameter carries. */
  notCarried: SettingKey[];
}

/** They stand for the network where none is given, so that all other rules can be checked. */
const anyNetwork: Draft = { vpc: 'vpc-00000000', subnets: ['subnet-00000000'] };

/** The template's parameters for these settings, worked out with nothing asked of AWS or GitLab. */
export function givenParameters(template: Template, draft: Draft, told: Told): GivenParameters {
  const settings = complete({ ...anyNetwork, ...draft });
  const byHand = toldParameters(told);
  const all: Record<string, string> = {
    ...parametersFromSettings(settings),
    Architecture: architectureFor(settings),
    ...byHand,
  };
  if (draft.vpc === undefined) delete all.VpcId;
  if (draft.subnets === undefined) delete all.SubnetIds;
  const parameters = Object.fromEntries(
    Object.entries(all).filter(([name, value]) => {
      const declared = template.parameters[name];
      return declared !== undefined && declared.default !== value;
    }),
  );
  const missing = Object.entries(template.parameters)
    .filter(([name, declared]) => declared.default === undefined && all[name] === undefined)
    .map(([name]) => name);
  const notCarried = settingKeys.filter((key) => draft[key] !== undefined && !isCarried(key));
  return {
    parameters,
    issues: [...settingIssues(settings, draft), ...toldIssues(template, byHand)],
    missing,
    notCarried,
  };
}

/** The architecture has a parameter too, but one that is worked out. */
const isCarried = (key: SettingKey): boolean =>
  settingOf(key).parameter !== undefined || key === 'architecture';

function toldParameters(told: Told): Record<string, string> {
  const values = {
    AssignPublicIp: told['public-ip'] === undefined ? undefined : told['public-ip'] ? 'ENABLED' : 'DISABLED',
    MachineZone: told['machine-zone'],
    RunnerId: told['runner-id'],
    RunnerName: told['runner-name'],
  };
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}

const flags: Readonly<Record<string, string>> = {
  AssignPublicIp: '--public-ip',
  MachineZone: '--machine-zone',
  RunnerId: '--runner-id',
  RunnerName: '--runner-name',
};

/** Settings have schemas; what is told by hand has the template's own words. */
function toldIssues(template: Template, byHand: Readonly<Record<string, string>>): Issue[] {
  return Object.entries(byHand).flatMap(([name, value]) => {
    const declared = template.parameters[name];
    const place = flags[name] ?? name;
    if (!declared) return [{ place, problem: 'this executor kind does not know it' }];
    const { allowedPattern, constraintDescription, description = '' } = declared;
    if (allowedPattern === undefined || new RegExp(allowedPattern).test(value)) return [];
    return [{ place, problem: constraintDescription ?? `${value} is none: ${description}` }];
  });
}

/** As a file for the AWS CLI: `deploy` for `cloudformation deploy`, `create-stack` for that and change sets. */
export function parameterFile(
  parameters: Readonly<Record<string, string>>,
  form: 'deploy' | 'create-stack',
): string {
  const lines = Object.entries(parameters).map(([name, value]) =>
    JSON.stringify(form === 'deploy' ? `${name}=${value}` : { ParameterKey: name, ParameterValue: value }),
  );
  return lines.length === 0 ? '[]\n' : `[\n  ${lines.join(',\n  ')}\n]\n`;
}
