import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { architectureFor } from '../../../src/domain/settings/architecture.ts';
import { complete } from '../../../src/domain/settings/complete.ts';
import { executorKinds } from '../../../src/domain/settings/executor-kind.ts';
import { parametersFromSettings } from '../../../src/domain/settings/stored.ts';
import { givenParameters, parameterFile, type Told } from '../../../src/domain/stack/given-parameters.ts';
import { parseTemplate, withDefaults } from '../../../src/domain/stack/template.ts';
import { bundledTemplate } from '../../bundled-template.ts';
import { draft } from '../settings/drafts.ts';

const templates = Object.fromEntries(
  executorKinds.map((kind) => [kind, parseTemplate(bundledTemplate(kind))]),
);
const nothing: Told = {
  ...{ 'public-ip': undefined, 'machine-zone': undefined, 'runner-id': undefined, 'runner-name': undefined },
};
const autoscaler = templates['docker-autoscaler']!;

describe('parameters without asking AWS', () => {
  it('with the defaults of the template, any settings come out as deploy would set them', () => {
    fc.assert(
      fc.property(draft({ requiredKeys: [] }), (given) => {
        const settings = complete({ vpc: 'vpc-00000000', subnets: ['subnet-00000000'], ...given });
        const template = templates[settings.executor]!;
        const { parameters } = givenParameters(template, given, nothing);
        const all = { ...parametersFromSettings(settings), Architecture: architectureFor(settings) };
        const expected = Object.entries(all).filter(
          ([name]) =>
            name in template.parameters &&
            !(name === 'VpcId' && !given.vpc) &&
            !(name === 'SubnetIds' && !given.subnets),
        );
        expect(withDefaults(template, parameters)).toMatchObject(Object.fromEntries(expected));
        for (const [name, value] of Object.entries(parameters))
          expect(value, name).not.toBe(template.parameters[name]?.default);
        expect(parameters).not.toHaveProperty('RunnerToken');
      }),
    );
  });

  it('says what is still needed, and what no parameter carries', () => {
    expect(givenParameters(autoscaler, {}, nothing)).toMatchObject({
      ...{ parameters: {}, issues: [], missing: ['RunnerToken', 'VpcId', 'SubnetIds'], notCarried: [] },
    });
    const given = { vpc: 'vpc-0a1b2c3d', tags: ['a'], scope: 'instance', architecture: 'arm64' as const };
    const found = givenParameters(autoscaler, given, nothing);
    expect(found).toMatchObject({ missing: ['RunnerToken', 'SubnetIds'], notCarried: ['scope', 'tags'] });
    expect(found.parameters.Architecture).toBe('arm64');
  });

  it('knows what follows from a setting: room for ending executors, the architecture of a type', () => {
    const { parameters } = givenParameters(
      autoscaler,
      { concurrency: 20, instanceTypes: ['c7g.large'] },
      nothing,
    );
    expect(parameters).toEqual({
      ...{ Concurrency: '20', MaxExecutors: '25', InstanceTypes: 'c7g.large', Architecture: 'arm64' },
    });
  });

  it('finds what settings get wrong together, the network left open or not', () => {
    const wrong = { managerCpu: 256 as const, managerMemory: 8192, alarmTarget: 'a@example.com' };
    const { issues } = givenParameters(autoscaler, wrong, nothing);
    expect(issues.map(({ place }) => place)).toEqual(['--manager-memory', '--alarm-target']);
    const two = { subnets: ['subnet-0a1b2c3d', 'subnet-0a1b2c3e'], executor: 'docker-machine' as const };
    const { issues: placed } = givenParameters(templates['docker-machine']!, two, nothing);
    expect(placed.map(({ place }) => place)).toEqual(['--subnet']);
  });

  it('takes what it is told, and refuses it in the words of the template', () => {
    const machine = templates['docker-machine']!;
    const told = { 'public-ip': true, 'machine-zone': 'b', 'runner-id': 41, 'runner-name': 'ours' };
    expect(givenParameters(machine, { executor: 'docker-machine' }, told)).toMatchObject({
      parameters: { AssignPublicIp: 'ENABLED', MachineZone: 'b', RunnerId: '41', RunnerName: 'ours' },
      issues: [],
    });
    const { issues } = givenParameters(autoscaler, {}, { ...told, 'runner-name': 'a "b"' });
    expect(issues.map(({ place }) => place)).toEqual(['--machine-zone', '--runner-name']);
  });
});

describe('the file', () => {
  it('is JSON in both forms, one parameter a line, whatever the values', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[A-Z]\w{0,9}$/), fc.string()), (parameters) => {
        const deploy: string[] = JSON.parse(parameterFile(parameters, 'deploy'));
        expect(deploy).toEqual(Object.entries(parameters).map(([name, value]) => `${name}=${value}`));
        const stack: { ParameterKey: string }[] = JSON.parse(parameterFile(parameters, 'create-stack'));
        expect(stack.map(({ ParameterKey }) => ParameterKey)).toEqual(Object.keys(parameters));
      }),
    );
    expect(parameterFile({ A: '1', B: '2' }, 'deploy')).toBe('[\n  "A=1",\n  "B=2"\n]\n');
  });
});
