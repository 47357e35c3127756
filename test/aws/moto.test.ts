import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  argumentsOf,
  closeGlfr,
  expectCode,
  glfr,
  glfrIntoHead,
  jsonLines,
  place,
  type Ran,
  startGlfr,
} from '../cli/glfr.ts';
import { type LoopbackGitLab, startGitLab } from '../gitlab/loopback.ts';
import { outside } from '../outside.ts';
import { type Moto, region, startMoto } from './moto.ts';

let moto: Moto;
let gitlab: LoopbackGitLab;
let env: Record<string, string>;
let subnet: string;
const accessToken = 'glpat-loopbackaccess03';
const said: string[] = [];

beforeAll(async () => {
  [moto, gitlab] = await Promise.all([startMoto(), startGitLab({ token: accessToken })]);
  // moto makes no AWS::EC2::KeyPair from a template, which the other way in needs.
  const ssh = { GLFR_SSH: 'instance-connect' };
  env = { ...moto.env, ...ssh, GLFR_GITLAB_TOKEN: accessToken, GLFR_GITLAB_URL: gitlab.url };
  const { Subnets } = await moto.aws<{ Subnets: { SubnetId: string }[] }>('ec2', 'describe-subnets');
  subnet = Subnets[0]!.SubnetId;
});
afterAll(async () => {
  await Promise.all([closeGlfr(), moto?.stop(), gitlab?.close()]);
});

async function run(
  args: string[],
  extra: { env?: Record<string, string>; input?: string } = {},
): Promise<Ran> {
  const ran = await glfr(args, { ...extra, env: { ...env, ...extra.env } });
  said.push(ran.stdout, ran.stderr);
  return ran;
}
const runOk = async (...args: string[]): Promise<Ran> => expectCode(await run(args), 0);

interface CliStack {
  StackName: string;
  StackStatus: string;
  Tags: { Key: string; Value: string }[];
  Parameters: { ParameterKey: string; ParameterValue: string }[];
}
const stacksByCli = async (): Promise<CliStack[]> =>
  (await moto.aws<{ Stacks: CliStack[] }>('cloudformation', 'describe-stacks')).Stacks;

/** Physical ids of a stack's resources by their names in the template. */
async function partsByCli(stack: string): Promise<Record<string, string>> {
  const { StackResourceSummaries: all } = await moto.aws<{
    StackResourceSummaries: { LogicalResourceId: string; PhysicalResourceId: string }[];
  }>('cloudformation', 'list-stack-resources', '--stack-name', stack);
  return Object.fromEntries(all.map((one) => [one.LogicalResourceId, one.PhysicalResourceId]));
}

const group = '/glfr/glfr';
const stream = 'manager/manager/0123456789abcdef';

async function putEvents(events: { timestamp: number; message: string }[]): Promise<void> {
  const file = join(place, 'events.json');
  await writeFile(file, JSON.stringify(events));
  const where = ['--log-group-name', group, '--log-stream-name', stream];
  await moto.aws('logs', 'put-log-events', ...where, '--log-events', `file://${file}`);
}

describe.skipIf(!outside('moto_server', 'aws'))('glfr on a real AWS wire', () => {
  it('init makes the stack that the AWS CLI then finds, and the token goes nowhere else', async () => {
    const { stdout, stderr } = await runOk(
      'init',
      '--yes',
      '--no-wait',
      '--subnet',
      subnet,
      '--tags',
      'aws,big',
    );
    expect(stdout).toMatch(/^✔ glfr in eu-central-1 is created/);
    expect(stdout).toContain('What next\n  glfr logs --follow');
    expect(stderr).toContain('Plan: create the stack glfr in eu-central-1, account 123456789012');

    const [stack] = await stacksByCli();
    expect(stack).toMatchObject({ StackName: 'glfr', StackStatus: 'CREATE_COMPLETE' });
    expect(stack!.Tags).toContainEqual({ Key: 'glfr:stack', Value: 'glfr' });
    const { Cluster, ManagerService, ManagerTaskDefinition } = await partsByCli('glfr');
    const { services } = await moto.aws<{ services: object[] }>(
      ...['ecs', 'describe-services', '--cluster', Cluster!, '--services', ManagerService!],
    );
    expect(services).toMatchObject([{ status: 'ACTIVE', desiredCount: 1 }]);

    // GitLab's new token went into the stack (moto shows what AWS would not), and no task definition has it.
    expect(gitlab.runners).toMatchObject([
      { description: 'glfr', tag_list: ['aws', 'big'], run_untagged: false },
    ]);
    const runnerToken = gitlab.runners[0]!.token;
    expect(stack!.Parameters).toContainEqual({ ParameterKey: 'RunnerToken', ParameterValue: runnerToken });
    const { taskDefinition } = await moto.aws<{ taskDefinition: object }>(
      ...['ecs', 'describe-task-definition', '--task-definition', ManagerTaskDefinition!],
    );
    expect(JSON.stringify(taskDefinition)).not.toContain(runnerToken);
  });

  it('init again finds the stack and changes nothing', async () => {
    const { stdout, stderr } = await runOk('init', '--yes', '--no-wait', '--subnet', subnet);
    expect(stderr).toContain('the stack glfr is here already');
    expect(stdout).toMatch(/^✔ glfr in eu-central-1 is as asked already; nothing was changed/);
    expect(gitlab.runners).toHaveLength(1);
  });

  it('status --json is one value with what the stack says', async () => {
    const { stdout, stderr } = await runOk('status', '--json');
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ stackName: 'glfr', region, stack: { status: 'CREATE_COMPLETE' }, healthy: false },
      settings: { concurrency: 4, instanceTypes: ['t3.large'] },
      gitlab: { url: gitlab.url, runnerId: 1, state: 'offline' },
    });
  });

  it('logs shows every event of every page once, in order, those of one millisecond too', async () => {
    await moto.aws('logs', 'create-log-stream', '--log-group-name', group, '--log-stream-name', stream);
    const start = Date.now() - 300_000;
    // moto's pages, like those of AWS, end after 10,000 events; three events share each millisecond.
    const events = Array.from({ length: 10_500 }, (_, index) => ({
      timestamp: start + Math.floor(index / 3),
      message: JSON.stringify({ level: 'info', msg: `line ${index}` }),
    }));
    await putEvents(events.slice(0, 8000));
    await putEvents(events.slice(8000));

    const [plain, json] = await Promise.all([runOk('logs'), runOk('logs', '--json')]);
    expect(plain.stdout).toBe(
      events.map(({ timestamp, message }) => `${new Date(timestamp).toISOString()} ${message}\n`).join(''),
    );
    const values = jsonLines(json.stdout);
    expect(values.map(({ message }) => message)).toEqual(events.map(({ message }) => message));
    expect(values[0]).toMatchObject({ time: new Date(start).toISOString(), stream });
    expect(plain.stderr + json.stderr).toBe('');
    const late = await runOk('logs', '--since', '1m');
    expect(late.stdout).toBe('');
  });

  it('a reader that goes after one line ends it quietly', async () => {
    const first = await glfrIntoHead(['logs'], env);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toMatch(/^\S+Z \{"level":"info","msg":"line 0"\}\n$/);
  });

  it('logs --follow shows what is put later, and Ctrl-C ends it with 0', async () => {
    const follow = startGlfr(['logs', '--follow', '--since', '10s'], { env });
    try {
      await putEvents([{ timestamp: Date.now(), message: 'the first new line' }]);
      await follow.until(/the first new line/);
      await putEvents([{ timestamp: Date.now() - 2000, message: 'a late line' }]);
      await follow.until(/a late line/);
      expect(argumentsOf(follow.pid)).not.toContain(accessToken);
    } finally {
      follow.interrupt();
    }
    const { code, stdout } = await follow.ended;
    expect(code).toBe(0);
    expect(stdout.match(/line/g)).toHaveLength(2);
  });

  it('executors ls shows the stack’s instances over all pages, and no others', async () => {
    const tags = (stack: string) => ({
      'TagSpecification.1.ResourceType': 'instance',
      'TagSpecification.1.Tag.1.Key': 'glfr:stack',
      'TagSpecification.1.Tag.1.Value': stack,
    });
    const one = { ImageId: 'ami-12c6146b', InstanceType: 't3.large', MinCount: '1', MaxCount: '1' };
    // A page of DescribeInstances is a hundred reservations.
    for (let number = 0; number < 104; number++) await moto.ec2('RunInstances', { ...one, ...tags('glfr') });
    await moto.ec2('RunInstances', { ...one, ...tags('another') });
    type Page = { Reservations: { Instances: { InstanceId: string }[] }[] };
    const filter = ['--filters', 'Name=tag:glfr:stack,Values=glfr'];
    const idsOf = ({ Reservations }: Page) =>
      Reservations.flatMap(({ Instances }) => Instances.map(({ InstanceId }) => InstanceId)).toSorted();
    const all = idsOf(await moto.aws<Page>('ec2', 'describe-instances', ...filter));
    expect(all).toHaveLength(104);
    await moto.ec2('TerminateInstances', { 'InstanceId.1': all[0]! });

    const live = await runOk('executors', 'ls', '--json');
    const rows = JSON.parse(live.stdout) as { id: string; type: string; state: string }[];
    expect(rows.map(({ id }) => id).toSorted()).toEqual(all.slice(1));
    expect(rows[0]).toMatchObject({ type: 't3.large', state: 'booting', lifecycle: 'on-demand' });
    const [plain, everything] = await Promise.all([
      runOk('executors', 'ls'),
      runOk('executors', 'ls', '--all', '--json'),
    ]);
    const lines = plain.stdout.trimEnd().split('\n');
    expect(lines.map((line) => line.split('\t')[0]).toSorted()).toEqual(all.slice(1));
    expect(plain.stderr).toContain('103 executors: 103 booting');
    expect(JSON.parse(everything.stdout)).toHaveLength(104);
  });

  it('deploy makes a second stack with a given token, and then a command must be told which', async () => {
    const runnerToken = 'glrt-abcdefghijklmnop1234';
    gitlab.runners.push({
      ...{ id: 77, token: runnerToken, description: null, paused: false, tag_list: [], run_untagged: true },
      managers: [],
    });
    const args = [
      'deploy',
      '--stack',
      'second',
      '--no-wait',
      '--subnet',
      subnet,
      '--concurrency',
      '2',
      '--json',
    ];
    const made = expectCode(
      await run([...args, '--token-file', '-'], {
        input: `${runnerToken}\n`,
        env: { GLFR_GITLAB_TOKEN: '' },
      }),
      0,
    );
    expect(jsonLines(made.stdout).at(-1)).toMatchObject({ type: 'result', action: 'created', runnerId: 77 });
    expect((await stacksByCli()).map(({ StackName }) => StackName).toSorted()).toEqual(['glfr', 'second']);

    const unclear = expectCode(await run(['status', '--json']), 2);
    expect(JSON.parse(unclear.stdout)).toMatchObject({
      code: 'stack.ambiguous',
      suggestions: expect.arrayContaining([
        'glfr status --json --stack glfr',
        'glfr status --json --stack second',
      ]),
    });
    const clear = await runOk('status', '--json', '--stack', 'second');
    expect(JSON.parse(clear.stdout)).toMatchObject({ settings: { concurrency: 2 } });
  });

  it("a stack that is not glfr's is neither updated nor destroyed", async () => {
    const body = JSON.stringify({ Resources: { Topic: { Type: 'AWS::SNS::Topic' } } });
    await moto.aws('cloudformation', 'create-stack', '--stack-name', 'theirs', '--template-body', body);
    const taken = await run(['init', '--yes', '--stack', 'theirs', '--subnet', subnet]);
    expect(taken.stderr).toContain("error: The name theirs is taken by a stack that is not glfr's.");
    expect(taken.code).toBe(2);
    const refused = await run(['destroy', '--yes', '--stack', 'theirs']);
    expect(refused.code).not.toBe(0);
    expect((await stacksByCli()).map(({ StackName }) => StackName)).toContain('theirs');
  });

  it('destroy takes stack and runner away, and init can begin anew', async () => {
    const { stdout } = await runOk('destroy', '--yes', '--stack', 'glfr');
    expect(stdout).toMatch(/^✔ glfr is gone from eu-central-1/);
    expect((await stacksByCli()).map(({ StackName }) => StackName)).not.toContain('glfr');
    expect(gitlab.runners.map(({ id }) => id)).toEqual([77]);
    expectCode(await run(['status', '--stack', 'glfr']), 3);
    await runOk('init', '--yes', '--no-wait', '--subnet', subnet, '--stack', 'glfr');
    expect((await stacksByCli()).map(({ StackName }) => StackName)).toContain('glfr');
  });

  it('no output of all this had a token in it', () => {
    expect(said.join('\n')).not.toMatch(/gl(pat|rt)-\w{8}/);
  });
});
