import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, type World } from '../../src/cli/wiring.ts';
import type { GlfrEvent } from '../../src/domain/event.ts';
import { shapeSnapshot } from '../../src/domain/network/document/shape.ts';
import { init } from '../../src/operations/init.ts';
import { bundledTemplate } from '../bundled-template.ts';
import { record } from './record.ts';

let place: string;
let world: World;
const nobody = { interactive: false, ask: () => Promise.reject(new Error('nobody is asked')) };
const managerImage = '123456789012.dkr.ecr.us-east-1.amazonaws.com/runner:1';

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'glfr-endpoints-'));
  const env = { XDG_STATE_HOME: place, GLFR_SANDBOX_SPEED: '500', GLFR_SANDBOX_SEED: 'endpoints' };
  world = await connect({ sandbox: true, signal: new AbortController().signal, env });
});
afterAll(() => rm(place, { recursive: true, force: true, maxRetries: 10 }));

async function deploy(more: object, dryRun = false) {
  const { vpcs, subnets } = shapeSnapshot(await world.ports.network.document());
  const vpc = vpcs.find(({ name }) => name === 'production')?.id ?? '';
  const inside = subnets.filter(({ vpcId, name }) => vpcId === vpc && name?.includes('private'));
  const draft = { vpc, subnets: inside.map(({ id }) => id), endpoints: true, managerImage, ...more };
  const prices = JSON.parse(await readFile(new URL('../../assets/prices.json', import.meta.url), 'utf8'));
  return record(
    init(
      {
        ...{ draft, proposals: world.proposals.draft, prices, version: '1.2.3', stackName: undefined },
        ...{ templateOf: async (name) => bundledTemplate(name), confirmed: true, force: false, dryRun },
        ...{ credentials: { accessToken: world.proposals.accessToken }, drain: false, wait: true },
        timeoutMs: 36_000_000,
      },
      { ...world.ports, prompter: nobody },
    ),
  );
}

const planned = (events: readonly GlfrEvent[]) =>
  events.flatMap((event) => (event.type === 'plan.made' ? [event.plan.endpoints?.services] : []));
const base = ['autoscaling', 'ec2', 'ecr.api', 'ecr.dkr', 'ecs', 'logs', 's3', 'secretsmanager', 'ssm'];

it('the plan names the endpoints that are missing, and a dry run makes none', async () => {
  const { events } = await deploy({}, true);
  expect(planned(events)).toEqual([base]);
  expect(await world.ports.stacks.list()).toEqual([]);
});

it('they are made first, in a stack of their own that is no runner', async () => {
  const { events, result } = await deploy({});
  const settled = events.flatMap((event) => (event.type === 'stack.settled' ? [event] : []));
  expect(settled.map(({ stackName, status }) => [stackName.replace(/vpc-.*/, ''), status])).toEqual([
    ['glfr-endpoints-', 'CREATE_COMPLETE'],
    ['glfr', 'CREATE_COMPLETE'],
  ]);
  expect(result).toMatchObject({ action: 'created', stackName: 'glfr' });
  expect((await world.ports.stacks.list()).map(({ name }) => name)).toEqual(['glfr']);
});

it('what is there is not made again, and what comes to be needed is added', async () => {
  expect(planned((await deploy({}, true)).events)).toEqual([undefined]);
  const { events } = await deploy({ ssm: true });
  expect(planned(events)).toEqual([[...base, 'ec2messages', 'ssmmessages'].sort()]);
  const stacks = events.flatMap((event) => (event.type === 'stack.settled' ? [event.status] : []));
  expect(stacks).toEqual(['UPDATE_COMPLETE', 'UPDATE_COMPLETE']);
  expect(planned((await deploy({ ssm: true }, true)).events)).toEqual([undefined]);
});
