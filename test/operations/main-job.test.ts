import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type World } from '../../src/cli/wiring.ts';
import type { GlfrEvent } from '../../src/domain/event.ts';
import type { Question } from '../../src/domain/wizard/question.ts';
import { destroy } from '../../src/operations/destroy.ts';
import { readExecutors } from '../../src/operations/executors.ts';
import { type InitInput, init } from '../../src/operations/init.ts';
import { scale } from '../../src/operations/scale.ts';
import { status } from '../../src/operations/status.ts';
import { bundledTemplate } from '../bundled-template.ts';
import { record } from './record.ts';

const asset = (name: string) => readFile(new URL(`../../assets/${name}`, import.meta.url), 'utf8');
/** What tells the story; how often things change in between depends on when one looks. */
const milestones =
  /^(identity|network|gitlab|reach|plan|runner|stack\.(started|settled)|manager\.started|notice)/;

let place: string;
let world: World;
let input: InitInput;
const asked: Question[] = [];

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'glfr-operations-'));
  const env = { XDG_STATE_HOME: place, GLFR_SANDBOX_SPEED: '500', GLFR_SANDBOX_SEED: 'operations' };
  world = await connect({ sandbox: true, signal: new AbortController().signal, env });
  const prices = await asset('prices.json');
  input = {
    ...{
      draft: {},
      proposals: world.proposals.draft,
      credentials: { accessToken: world.proposals.accessToken },
    },
    ...{
      templateOf: async (kind) => bundledTemplate(kind),
      prices: JSON.parse(prices),
      version: '1.2.3',
      stackName: undefined,
    },
    ...{ dryRun: false, confirmed: false, force: false, wait: true, drain: false, timeoutMs: 3_600_000 },
  };
});
afterAll(() => rm(place, { recursive: true, force: true, maxRetries: 10 }));

/** Answers each question with its own default, as someone does who presses Enter all the way. */
const enter = {
  interactive: true,
  async ask(question: Question) {
    asked.push(question);
    const value =
      question.kind === 'checkbox' ? question.defaults : 'default' in question ? question.default : undefined;
    return {
      kind: 'value' as const,
      value: value ?? (question.kind === 'select' ? question.choices[0]?.value : '') ?? '',
    };
  },
};
const deps = () => ({ ...world.ports, prompter: enter });

const story = (events: readonly GlfrEvent[]) =>
  events.map(({ type }) => type).filter((type) => milestones.test(type));

describe('the main job as operations tell it', () => {
  it('init: from discovery to a runner that is online', async () => {
    const { events, result } = await record(init(input, deps()));
    expect(story(events)).toEqual([
      ...['identity.known', 'network.read', 'gitlab.reached', 'reach.judged', 'plan.made'],
      ...['runner.created', 'stack.started', 'stack.settled', 'manager.started', 'runner.online'],
    ]);
    expect(asked.map(({ key }) => key)).toEqual([
      'vpc',
      'subnets',
      'gitlabUrl',
      'scope',
      'tags',
      'instanceTypes',
      'concurrency',
      'idle',
      'confirm',
    ]);
    expect(result).toMatchObject({
      action: 'created',
      runner: 'online',
      manager: { state: 'running', maxBuilds: 4 },
    });
    const started = events.filter(({ type }) => type === 'phase.started').length;
    expect(events.filter(({ type }) => type === 'phase.ended')).toHaveLength(started);
    expect(JSON.stringify(events)).not.toMatch(/gl(rt|pat)-/);
  });

  it('every resource of the plan is created exactly once', async () => {
    const resources = await world.ports.stacks.resources('glfr');
    const made = (await world.ports.stacks.events((await world.ports.stacks.find('glfr'))?.id ?? ''))
      .filter(
        ({ status: state, resourceType }) =>
          state === 'CREATE_COMPLETE' && resourceType !== 'AWS::CloudFormation::Stack',
      )
      .map(({ logicalId }) => logicalId);
    expect(made.toSorted()).toEqual(resources.map(({ logicalId }) => logicalId).toSorted());
  });

  it('scale with jobs running: none is lost, no alarm is raised', async () => {
    const { clock } = world.ports;
    for (let { rows } = (await readExecutors({ all: false }, deps())).list; !rows.some(({ job }) => job); ) {
      await clock.sleep(10_000);
      ({ rows } = (await readExecutors({ all: false }, deps())).list);
    }
    const common = { credentials: input.credentials, confirmed: true, dryRun: false, wait: true };
    const { events, result } = await record(
      scale({ ...common, draft: { concurrency: 7 }, timeoutMs: 36_000_000 }, deps()),
    );
    expect(story(events)).toEqual([
      'plan.made',
      'stack.started',
      'stack.settled',
      'manager.started',
      'runner.online',
    ]);
    expect(result).toMatchObject({ action: 'updated', manager: { maxBuilds: 7 } });
    const now = await status({ credentials: input.credentials, prices: input.prices }, deps());
    expect(now).toMatchObject({ healthy: true, settings: { concurrency: 7 }, manager: { state: 'running' } });
  });

  it('destroy: nothing is left, and the runner is gone too', async () => {
    const { events, result } = await record(
      destroy({ credentials: input.credentials, confirmed: true, timeoutMs: 3_600_000 }, deps()),
    );
    expect(story(events)).toEqual(['stack.started', 'runner.deleted', 'stack.settled']);
    expect(result).toMatchObject({ runner: 'deleted', keeps: [] });
    await expect(status({ credentials: {}, prices: input.prices }, deps())).rejects.toMatchObject({
      code: 'stack.not-found',
      exitCode: 3,
    });
  });
});
