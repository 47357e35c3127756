import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DescribeStacksCommandOutput, Parameter, StackEvent } from '@aws-sdk/client-cloudformation';
import type { FilteredLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import type { Service, Task } from '@aws-sdk/client-ecs';
import type { ExecutorKind } from '../../src/domain/settings/executor-kind.ts';
import { openSandbox, type Sandbox } from '../../src/sandbox/open.ts';
import { bundledTemplate } from '../bundled-template.ts';

export const template = bundledTemplate();

/** The "production" VPC's private subnets, as the fixture names them for ever. */
export interface Network {
  vpcId: string;
  subnetIds: string[];
}

/** A sandbox on a folder and a wall clock of the test's own; nothing ever sleeps. */
export class Bench {
  readonly sandbox: Sandbox;
  readonly stateDir: string;
  readonly env: Record<string, string | undefined>;
  readonly wall: { now: number };
  /** Of the stack it makes. */
  kind: ExecutorKind = 'docker-autoscaler';

  private constructor(sandbox: Sandbox, stateDir: string, env: Bench['env'], wall: Bench['wall']) {
    this.sandbox = sandbox;
    this.stateDir = stateDir;
    this.env = env;
    this.wall = wall;
  }

  static async open(options: { env?: Record<string, string>; like?: Bench } = {}): Promise<Bench> {
    const stateDir = options.like?.stateDir ?? mkdtempSync(join(tmpdir(), 'world-'));
    const wall = options.like?.wall ?? { now: Date.UTC(2026, 10, 23, 9) };
    const env: Record<string, string | undefined> = { GLFR_SANDBOX_SEED: 'test', ...options.env };
    const sandbox = await openSandbox({ stateDir, env, wallNow: () => wall.now });
    return new Bench(sandbox, stateDir, env, wall);
  }

  get file(): string {
    return join(this.stateDir, 'world.ndjson');
  }

  /** Lets so many seconds of the world pass. */
  pass(seconds: number): void {
    this.wall.now += (seconds * 1000) / this.sandbox.speed;
  }

  faults(...names: string[]): void {
    this.env.GLFR_SANDBOX_FAULTS = names.join(',');
  }

  // biome-ignore lint/suspicious/noExplicitAny: each test names the command, and with it the output's type.
  aws<T = any>(service: string, command: string, input: object = {}): Promise<T> {
    return this.sandbox.intercept({ service, command, input }) as Promise<T>;
  }

  /** Every page of a list. */
  async all<T>(
    service: string,
    command: string,
    input: object,
    items: string,
    token = 'NextToken',
    nextToken = token,
  ): Promise<T[]> {
    const found: T[] = [];
    let next: unknown;
    do {
      const answer: Record<string, unknown> = await this.aws(service, command, {
        ...input,
        ...(next ? { [token]: next } : {}),
      });
      found.push(...((answer[items] as T[] | undefined) ?? []));
      next = answer[nextToken];
    } while (next);
    return found;
  }

  /** What stands against the deletion of the stack. */
  async emptyCache(): Promise<void> {
    const { CacheBucketName: Bucket } = await this.outputs();
    const found = await this.all<{ Key: string }>(
      ...([
        's3',
        'ListObjectsV2',
        { Bucket },
        'Contents',
        'ContinuationToken',
        'NextContinuationToken',
      ] as const),
    );
    await this.aws('s3', 'DeleteObjects', { Bucket, Delete: { Objects: found.map(({ Key }) => ({ Key })) } });
  }

  async api(method: string, path: string, fields?: Record<string, string>, token = this.sandbox.gitlabToken) {
    const response = await this.sandbox.fetch(`${this.sandbox.gitlabUrl}/api/v4${path}`, {
      method,
      headers: { ...(token && { 'private-token': token }) },
      ...(fields && { body: new URLSearchParams(fields) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      json: text === '' ? undefined : JSON.parse(text),
    };
  }

  async network(name = 'production'): Promise<Network> {
    const Filters = [{ Name: 'tag:Name', Values: [name] }];
    const { Vpcs } = await this.aws('ec2', 'DescribeVpcs', { Filters });
    const vpcId: string = Vpcs[0].VpcId;
    const subnets = await this.all<{ SubnetId: string; MapPublicIpOnLaunch: boolean }>(
      'ec2',
      'DescribeSubnets',
      { Filters: [{ Name: 'vpc-id', Values: [vpcId] }] },
      'Subnets',
    );
    const privates = subnets.filter(({ MapPublicIpOnLaunch }) => !MapPublicIpOnLaunch);
    return { vpcId, subnetIds: (privates.length > 0 ? privates : subnets).map(({ SubnetId }) => SubnetId) };
  }

  async runner(): Promise<{ id: number; token: string }> {
    const fields = { runner_type: 'instance_type', description: 'test', tag_list: 'ec2,docker' };
    return (await this.api('POST', '/user/runners', fields)).json;
  }

  async parameters(more: Record<string, string> = {}): Promise<Record<string, string>> {
    const { vpcId, subnetIds } = await this.network();
    const { id, token } = await this.runner();
    return {
      VpcId: vpcId,
      SubnetIds: subnetIds.join(','),
      GitLabUrl: this.sandbox.gitlabUrl,
      RunnerToken: token,
      RunnerId: String(id),
      ...more,
    };
  }

  async changeSet(kind: 'CREATE' | 'UPDATE', Parameters: Parameter[], more: object = {}): Promise<string> {
    const { Id } = await this.aws('cloudformation', 'CreateChangeSet', {
      StackName: 'glfr',
      ChangeSetName: `set-${this.wall.now}`,
      ChangeSetType: kind,
      TemplateBody: this.kind === 'docker-autoscaler' ? template : bundledTemplate(this.kind),
      Capabilities: ['CAPABILITY_IAM'],
      Tags: [{ Key: 'glfr:stack', Value: 'glfr' }],
      Parameters,
      ...more,
    });
    this.pass(3);
    return Id;
  }

  /** Creates the stack, and waits for its end. */
  async create(given: Record<string, string> = {}, seconds = 600): Promise<string> {
    const values = Object.entries(await this.parameters(given));
    const id = await this.changeSet(
      'CREATE',
      values.map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
    );
    await this.aws('cloudformation', 'ExecuteChangeSet', { ChangeSetName: id });
    return this.settle(seconds);
  }

  async startUpdate(changed: Record<string, string>): Promise<void> {
    const [stack] =
      (await this.aws<DescribeStacksCommandOutput>('cloudformation', 'DescribeStacks', { StackName: 'glfr' }))
        .Stacks ?? [];
    const Parameters = (stack?.Parameters ?? []).map(({ ParameterKey = '' }) =>
      changed[ParameterKey] === undefined
        ? { ParameterKey, UsePreviousValue: true }
        : { ParameterKey, ParameterValue: changed[ParameterKey] },
    );
    const id = await this.changeSet('UPDATE', Parameters);
    await this.aws('cloudformation', 'ExecuteChangeSet', { ChangeSetName: id });
  }

  /** Ends every executor and lets none follow, as `glfr destroy` does first. */
  async empty(): Promise<void> {
    const { ExecutorGroupName: AutoScalingGroupName } = await this.outputs();
    const limits = { AutoScalingGroupName, MinSize: 0, MaxSize: 0, DesiredCapacity: 0 };
    await this.aws('auto-scaling', 'UpdateAutoScalingGroup', limits);
    const { AutoScalingGroups } = await this.aws('auto-scaling', 'DescribeAutoScalingGroups');
    for (const { InstanceId } of AutoScalingGroups[0].Instances) {
      const which = { InstanceId, ShouldDecrementDesiredCapacity: false };
      await this.aws('auto-scaling', 'TerminateInstanceInAutoScalingGroup', which);
    }
  }

  async status(): Promise<string> {
    const { Stacks } = await this.aws('cloudformation', 'DescribeStacks', { StackName: 'glfr' });
    return Stacks[0].StackStatus;
  }

  /** Lets time pass until no work on the stack is in progress. */
  async settle(seconds = 3600, step = 5): Promise<string> {
    for (let passed = 0; passed < seconds; passed += step) {
      this.pass(step);
      const status = await this.status().catch(() => 'DELETE_COMPLETE');
      if (!status.endsWith('_IN_PROGRESS')) return status;
    }
    return this.status();
  }

  /** Oldest first. */
  async events(): Promise<StackEvent[]> {
    const found = await this.all<StackEvent>(
      'cloudformation',
      'DescribeStackEvents',
      { StackName: 'glfr' },
      'StackEvents',
    );
    return found.toReversed();
  }

  async outputs(): Promise<Record<string, string>> {
    const { Stacks } = await this.aws('cloudformation', 'DescribeStacks', { StackName: 'glfr' });
    return Object.fromEntries(
      Stacks[0].Outputs.map((o: { OutputKey: string; OutputValue: string }) => [o.OutputKey, o.OutputValue]),
    );
  }

  async service(): Promise<Service> {
    const { ClusterName: cluster, ServiceName } = await this.outputs();
    return (await this.aws('ecs', 'DescribeServices', { cluster, services: [ServiceName] })).services[0];
  }

  /** Newest first. */
  async tasks(cluster: string): Promise<Task[]> {
    const lists = await Promise.all(
      ['RUNNING', 'STOPPED'].map((desiredStatus) =>
        this.all<string>('ecs', 'ListTasks', { cluster, desiredStatus }, 'taskArns', 'nextToken'),
      ),
    );
    const { tasks } = await this.aws('ecs', 'DescribeTasks', { cluster, tasks: lists.flat() });
    return tasks.toSorted((a: Task, b: Task) => Number(b.createdAt) - Number(a.createdAt));
  }

  log(input: object = {}): Promise<FilteredLogEvent[]> {
    const asked = { logGroupName: '/glfr/glfr', ...input };
    return this.all('cloudwatch-logs', 'FilterLogEvents', asked, 'events', 'nextToken');
  }
}
