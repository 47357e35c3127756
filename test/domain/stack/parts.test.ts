import { expect, test } from 'vitest';
import { partsFromOutputs, partsFromResources } from '../../../src/domain/stack/parts.ts';
import { parseTemplate } from '../../../src/domain/stack/template.ts';
import { bundledTemplate } from '../../bundled-template.ts';

const template = parseTemplate(bundledTemplate());

/** Every resource of the bundled template, as made: its physical id is its logical one. */
const resources = Object.entries(template.resources).map(([logicalId, { type }]) => ({
  ...{ logicalId, physicalId: logicalId, type, resourceType: type, status: 'CREATE_COMPLETE' },
}));
const gone = (id: string) =>
  resources.map((one) => (one.logicalId === id ? { ...one, status: 'DELETE_COMPLETE' } : one));

test("the bundled template's resources and outputs name the same parts", () => {
  const fromResources = partsFromResources(resources);
  expect(fromResources).toEqual({
    ...{ cluster: 'Cluster', service: 'ManagerService', logGroup: 'LogGroup' },
    ...{ logStreamPrefix: 'manager', executorGroup: 'ExecutorGroup' },
  });
  const outputs = Object.fromEntries(Object.keys(template.outputs).map((name) => [name, name]));
  expect(partsFromOutputs({ outputs })).toEqual({
    ...{ cluster: 'ClusterName', service: 'ServiceName', logGroup: 'LogGroupName' },
    ...{ logStreamPrefix: 'LogStreamPrefix', executorGroup: 'ExecutorGroupName' },
  });
  expect(template.outputs.LogStreamPrefix?.value).toBe(fromResources?.logStreamPrefix);
});

test('a stack has no parts before its manager and log are there, but may be without executors', () => {
  for (const id of ['Cluster', 'ManagerService', 'LogGroup'])
    expect(partsFromResources(gone(id)), id).toBeUndefined();
  expect(partsFromResources(gone('ExecutorGroup'))?.executorGroup).toBe('');
  expect(partsFromOutputs({ outputs: {} })).toBeUndefined();
});
