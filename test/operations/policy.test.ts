import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandNeeds, notCalled } from '../../src/domain/iam/commands.ts';
import { check } from '../../src/operations/check.ts';
import { destroy } from '../../src/operations/destroy.ts';
import { doctor } from '../../src/operations/doctor.ts';
import { doctorBundle } from '../../src/operations/doctor-bundle.ts';
import { readExecutors } from '../../src/operations/executors.ts';
import { findTarget } from '../../src/operations/executors-connect.ts';
import { pruneExecutors } from '../../src/operations/executors-prune.ts';
import { showExecutor } from '../../src/operations/executors-show.ts';
import { stopExecutors } from '../../src/operations/executors-stop.ts';
import { findStream } from '../../src/operations/find-stream.ts';
import { init } from '../../src/operations/init.ts';
import { openJobs } from '../../src/operations/jobs.ts';
import { listStacks } from '../../src/operations/list-stacks.ts';
import { locate } from '../../src/operations/locate.ts';
import { pages } from '../../src/operations/logs.ts';
import { ManagerTasks } from '../../src/operations/manager-tasks.ts';
import { checkRunner } from '../../src/operations/runner-check.ts';
import { pauseRunner } from '../../src/operations/runner-pause.ts';
import { rotateToken } from '../../src/operations/runner-rotate.ts';
import { showRunner } from '../../src/operations/runner-show.ts';
import { scale } from '../../src/operations/scale.ts';
import { requireParts } from '../../src/operations/stack-parts.ts';
import { status } from '../../src/operations/status.ts';
import { why } from '../../src/operations/why.ts';
import { bundledTemplate } from '../bundled-template.ts';
import { recordedWorld } from './recorded-world.ts';

let place: string;
let world: Awaited<ReturnType<typeof recordedWorld>>;
let prices: string;

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'glfr-policy-'));
  world = await recordedWorld(place, { GLFR_SANDBOX_SPEED: '500', GLFR_SANDBOX_SEED: 'policy' });
  prices = await readFile(new URL('../../assets/prices.json', import.meta.url), 'utf8');
});
afterAll(() => rm(place, { recursive: true, force: true, maxRetries: 10 }));

async function endOf<R>(operation: AsyncGenerator<unknown, R, void>): Promise<R> {
  for (;;) {
    const step = await operation.next();
    if (step.done) return step.value;
  }
}

const finish = async (operation: AsyncGenerator<unknown, unknown, void>): Promise<void> =>
  void (await endOf(operation));

const about = () => ({
  ...{ credentials: world.credentials, confirmed: true, dryRun: false, wait: true, drain: true },
  timeoutMs: 36_000_000,
});
const set = (draft: object) =>
  finish(
    init(
      {
        ...{ draft, proposals: world.proposals, prices: JSON.parse(prices), version: '1.2.3' },
        ...{ templateOf: async (kind) => bundledTemplate(kind), stackName: undefined, force: false },
        ...about(),
      },
      world.deps,
    ),
  );

/** Each as its command does it, in an order in which each has something to do. */
const work: Readonly<Record<string, () => Promise<unknown>>> = {
  async init() {
    await set({});
    await set({ concurrency: 3 });
  },
  async doctor() {
    const input = { credentials: world.credentials, drift: true, version: '1.2.3' };
    const diagnosis = await endOf(doctor(input, world.deps));
    expect(diagnosis.result.checks.filter(({ state }) => state === 'ng')).toEqual([]);
    await doctorBundle(diagnosis, { versions: [], credentials: world.credentials }, world.deps);
  },
  status: () => status({ credentials: world.credentials, prices: JSON.parse(prices) }, world.deps),
  ls: () => listStacks({ regions: 'all', version: '1' }, { ...world.deps, regions: world.regions }),
  jobs: async () => (await openJobs({ from: (now) => now - 60_000 }, world.deps))(),
  why: () =>
    why({ job: '1', from: (now) => now - 60_000, credentials: {} }, world.deps).catch(() => undefined),
  async logs() {
    const { stacks, clock, service, logs } = world.deps;
    const parts = await requireParts(await locate(undefined, stacks), stacks);
    const { logGroup: group, logStreamPrefix: streamPrefix } = parts;
    await finish(pages({ group, streamPrefix }, clock.now() - 60_000, logs));
    await findStream({ id: '' }, { group, streamPrefix }, logs).catch(() => undefined);
    await new ManagerTasks(parts, service, clock).hasStopped();
    // The sandbox has no Live Tail; what is asked for is known all the same.
    await logs.live(group, streamPrefix).catch(() => undefined);
  },
  'executors ls': () => readExecutors({ all: true }, world.deps),
  'executors show': async () => showExecutor({ wanted: await anyBusy(), consoleLines: 1 }, world.deps),
  async 'executors stop'() {
    const about = { wanted: [await anyBusy()], force: true, confirmed: true };
    await stopExecutors(about, world.deps);
  },
  'executors prune': () =>
    pruneExecutors({ credentials: {}, dryRun: true, confirmed: true, onFound: () => {} }, world.deps),
  'executors connect': async () => findTarget({ wanted: await anyBusy() }, world.deps).catch(() => undefined),
  check: () =>
    finish(
      check(
        { ask: { kind: 'own', subnets: [], securityGroups: [], ssh: false, registries: [] } },
        world.deps,
      ),
    ),
  deploy: () => set({ disk: 50, concurrency: 6 }),
  async scale() {
    await finish(scale({ draft: { concurrency: 5 }, ...about(), dryRun: true }, world.deps));
    await finish(scale({ draft: { concurrency: 5 }, ...about() }, world.deps));
    await anyBusy();
    await finish(scale({ draft: { concurrency: 4 }, ...about(), drain: false, now: true }, world.deps));
  },
  'runner show': () => showRunner({ credentials: world.credentials }, world.deps),
  'runner check': () => checkRunner({ credentials: world.credentials }, world.deps),
  'runner pause': () => pauseRunner({ paused: true, ...about() }, world.deps),
  'runner unpause': () => pauseRunner({ paused: false, ...about() }, world.deps),
  'runner rotate': () => finish(rotateToken(about(), world.deps)),
  destroy: () => finish(destroy(about(), world.deps)),
};

// test/operations/scale.test.ts has a manager that cannot start.
const cancel = ['cloudformation:CancelUpdateStack'];
const removal = [
  'autoscaling:TerminateInstanceInAutoScalingGroup',
  ...['ec2:TerminateInstances', 'ec2:CancelSpotInstanceRequests', 'ec2:DeleteKeyPair'],
];

/** What a command calls only under circumstances that are not brought about here, though another one's test does. */
const notShown: Readonly<Record<string, readonly string[]>> = {
  // test/operations/endpoints.test.ts has a VPC that lacks them.
  init: ['ec2:DescribeVpcEndpoints', ...cancel],
  deploy: ['ec2:DescribeVpcEndpoints', ...cancel],
  // test/operations/prune.test.ts has something left over; the AWS CLI opens the session.
  'executors prune': removal,
  scale: [...removal, ...cancel],
  'executors stop': ['ec2:TerminateInstances'],
  'executors connect': ['ssm:StartSession'],
  // test/operations/kinds.test.ts has the other executor kinds.
  'executors ls': ['ecs:ListTasks', 'ecs:DescribeTasks'],
  // Tasks are described while there are any.
  destroy: ['ec2:TerminateInstances', 'ecs:StopTask', 'ecs:DescribeTasks'],
  // test/aws/network.test.ts and test/operations/check.test.ts lead there.
  check: Object.values(commandNeeds.check?.onlyWith ?? {}).flat(),
  // Nothing has drifted here; test/operations/doctor.test.ts has that.
  doctor: [
    ...Object.values(commandNeeds.check?.onlyWith ?? {}).flat(),
    'cloudformation:DescribeStackResourceDrifts',
  ],
  // Its deploy is that of scale, which is told to drain here.
  'runner rotate': ['ecs:UpdateService', ...cancel],
};

/** Destroy has executors to end, so that it calls all it can call. */
async function anyBusy(): Promise<string> {
  // By then jobs have left something in the cache too.
  await world.deps.clock.sleep(600_000);
  for (;;) {
    const { rows } = (await readExecutors({ all: false }, world.deps)).list;
    const busy = rows.find(({ state }) => state === 'busy');
    if (busy) return busy.id;
    await world.deps.clock.sleep(10_000);
  }
}

describe('what the policy of a command allows is what the command calls', () => {
  it('every command that needs something has its operation here', () => {
    expect(Object.keys(work).toSorted()).toEqual(Object.keys(commandNeeds).toSorted());
  });

  it.each(Object.keys(work))('%s', async (name) => {
    if (name === 'destroy') await anyBusy();
    const called = await world.actionsOf(work[name]!);
    const { calls, onlyWith = {} } = commandNeeds[name]!;
    const declared = [...calls, ...Object.values(onlyWith).flat()];
    expect(called.filter((action) => !declared.includes(action))).toEqual([]);
    const known = [...called, ...(notShown[name] ?? [])];
    const unused = declared.filter((action) => !known.includes(action));
    expect(unused.filter((action) => notCalled[action] === undefined)).toEqual([]);
  });
});
