import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Moto } from './moto.ts';

export const logGroup = '/glfr/trial';
export const logStream = 'manager/manager/1';

/** As small as a stack can be that glfr takes for its own: moto knows no service of ECS that runs a task. */
const template = {
  Description: 'glfr: trial',
  Parameters: {
    GitLabUrl: { Type: 'String', Default: 'https://gitlab.example.com' },
    Concurrency: { Type: 'Number', Default: 3 },
    InstanceTypes: { Type: 'String', Default: 't3.large' },
  },
  Resources: {
    Cluster: { Type: 'AWS::ECS::Cluster' },
    LogGroup: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: logGroup } },
  },
  Outputs: {
    ClusterName: { Value: { Ref: 'Cluster' } },
    ServiceName: { Value: 'none' },
    LogGroupName: { Value: { Ref: 'LogGroup' } },
    LogStreamPrefix: { Value: 'manager' },
  },
};

/** Makes it, outputs and all, which moto does not give a stack of glfr's own template. `folder`: for its file. */
export async function createSmallStack(
  moto: Moto,
  folder: string,
  stackName: string,
  ...more: readonly string[]
): Promise<void> {
  const file = join(folder, 'small-stack.json');
  await writeFile(file, JSON.stringify(template));
  const create = ['cloudformation', 'create-stack', '--template-body', `file://${file}`];
  await moto.aws(...create, '--stack-name', stackName, ...more);
}
