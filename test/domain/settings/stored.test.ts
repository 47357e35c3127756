import fc from 'fast-check';
import { expect, test } from 'vitest';
import { settingKeys, settings } from '../../../src/domain/settings/declaration.ts';
import { executorsFor } from '../../../src/domain/settings/size.ts';
import { parametersFromSettings, settingsFromParameters } from '../../../src/domain/settings/stored.ts';
import { draft } from './drafts.ts';

const carried = settingKeys.filter((key) => settings[key].parameter !== undefined);

test('every setting that has a parameter comes back from the stack as it went in, and no other does', () => {
  fc.assert(
    fc.property(draft({ requiredKeys: [] }), (some) => {
      const expected = Object.fromEntries(
        carried.flatMap((key) => (some[key] === undefined ? [] : [[key, some[key]]])),
      );
      if (some.concurrency !== undefined && some.maxExecutors === executorsFor(some.concurrency))
        delete expected.maxExecutors;
      expect(settingsFromParameters(parametersFromSettings(some))).toEqual(expected);
    }),
  );
});

test('CloudFormation gets texts: lists joined by commas, switches as true and false', () => {
  const some = { subnets: ['subnet-1', 'subnet-2'], privileged: false, concurrency: 8, tags: ['not stored'] };
  expect(parametersFromSettings(some)).toEqual({
    SubnetIds: 'subnet-1,subnet-2',
    Privileged: 'false',
    Concurrency: '8',
  });
});

test('values of the stack that glfr does not understand are left out, the others stay', () => {
  const parameters = { Concurrency: 'many', IdleCount: '', InstanceTypes: 't3.large', Unheard: 'of' };
  expect(settingsFromParameters(parameters)).toEqual({ instanceTypes: ['t3.large'] });
});

test('what only followed from another setting follows again: neither a scaled stack keeps its old limit, nor a new type the old architecture', () => {
  const stack = {
    Concurrency: '4',
    MaxExecutors: '6',
    InstanceTypes: 'm7g.large',
    Architecture: 'arm64',
    VCpus: '',
  };
  expect(settingsFromParameters(stack)).toMatchObject({ maxExecutors: undefined });
  expect(settingsFromParameters(stack)).not.toHaveProperty('architecture');
  expect(settingsFromParameters({ ...stack, MaxExecutors: '9' }).maxExecutors).toBe(9);
  expect(settingsFromParameters({ ...stack, VCpus: '2-4' }).architecture).toBe('arm64');
  expect(settingsFromParameters({ ...stack, Architecture: 'x86_64' }).architecture).toBe('x86_64');
});
