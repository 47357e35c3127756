import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, type World } from '../../src/cli/wiring.ts';
import type { GlfrEvent } from '../../src/domain/event.ts';
import { complete } from '../../src/domain/settings/complete.ts';
import { settingsFromParameters } from '../../src/domain/settings/stored.ts';
import { deploy } from '../../src/operations/deploy.ts';
import { init } from '../../src/operations/init.ts';
import { activityStart, readActivity } from '../../src/operations/read-activity.ts';
import { scale } from '../../src/operations/scale.ts';
import { requireParts } from '../../src/operations/stack-parts.ts';
import { bundledTemplate } from '../bundled-template.ts';
import { record } from './record.ts';

let place: string;
let world: World;
const nobody = { interactive: false, ask: () => Promise.reject(new Error('nobody is asked')) };
const deps = () => ({ ...world.ports, prompter: nobody });
const credentials = () => ({ accessToken: world.proposals.accessToken });
const asked = (more: object = {}) => ({
  ...{ credentials: credentials(), confirmed: true, dryRun: false, wait: true, drain: true },
  ...{ timeoutMs: 36_000_000, ...more },
});

const parts = async () => {
  const [stack] = await world.ports.stacks.list();
  if (!stack) throw new Error('there is no stack');
  return { stack, ...(await requireParts(stack, world.ports.stacks)) };
};
const desired = async () => {
  const { cluster, service } = await parts();
  return (await world.ports.service.describe(cluster, service))?.desired;
};
/** Jobs of all managers so far. */
const jobs = async () => {
  const now = world.ports.clock.now();
  const { activity } = await readActivity(
    await parts(),
    activityStart([], now) - 6 * 3_600_000,
    world.ports.logs,
  );
  return [...activity.jobs.values()];
};
const untilBusy = async () => {
  while (!(await jobs()).some(({ startedAt, endedAt }) => startedAt && !endedAt))
    await world.ports.clock.sleep(10_000);
};

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'glfr-drain-'));
  const env = { XDG_STATE_HOME: place, GLFR_SANDBOX_SPEED: '500', GLFR_SANDBOX_SEED: 'drain' };
  world = await connect({ sandbox: true, signal: new AbortController().signal, env });
  const prices = JSON.parse(await readFile(new URL('../../assets/prices.json', import.meta.url), 'utf8'));
  await record(
    init(
      {
        ...{ draft: {}, proposals: world.proposals.draft, prices, version: '1.2.3', stackName: undefined },
        ...{ templateOf: async (kind) => bundledTemplate(kind), force: false, ...asked() },
      },
      deps(),
    ),
  );
});
afterAll(() => rm(place, { recursive: true, force: true, maxRetries: 10 }));

it('an update whose wait ends while the manager drains changes nothing, and says how to go on', async () => {
  await untilBusy();
  await expect(
    record(scale({ draft: { concurrency: 9 }, ...asked({ timeoutMs: 1 }) }, deps())),
  ).rejects.toMatchObject({
    code: 'drain.in-progress',
    exitCode: 6,
  });
  const { stack } = await parts();
  expect(stack.parameters.Concurrency).toBe('4');
  expect(await desired()).toBe(0);
});

it('a deploy without a change brings the manager back', async () => {
  const { stack } = await parts();
  const settings = complete(settingsFromParameters(stack.parameters));
  const plan = {
    ...{ action: 'none' as const, stackName: stack.name, region: 'us-east-1', account: '123456789012' },
    ...{ changes: [], parameters: {}, resources: [], warnings: [] },
  };
  const { events } = await record(
    deploy({ plan, settings, existing: stack, template: undefined, version: '1.2.3', ...asked() }, deps()),
  );
  expect(events).toMatchObject([{ type: 'notice', text: expect.stringContaining('started again') }]);
  expect(await desired()).toBe(1);
});

it('drains before the stack is touched: every job ends well, then the update takes no time', async () => {
  await untilBusy();
  const { events, result } = await record(scale({ draft: { concurrency: 9 }, ...asked() }, deps()));
  const at = (type: GlfrEvent['type'], phase?: string) =>
    events.findIndex(
      (event) => event.type === type && (!phase || ('phase' in event && event.phase === phase)),
    );
  expect(at('phase.started', 'drain')).toBeGreaterThan(0);
  expect(at('phase.ended', 'drain')).toBeLessThan(at('stack.started'));
  expect(events.filter(({ type }) => type === 'manager.waiting').length).toBeGreaterThan(0);
  expect(result).toMatchObject({ action: 'updated', manager: { maxBuilds: 9 } });
  expect(await desired()).toBe(1);
  const ended = (await jobs()).filter(({ endedAt }) => endedAt);
  expect(ended.length).toBeGreaterThan(0);
  expect(ended.filter(({ outcome }) => outcome === 'lost' || outcome === 'unknown')).toEqual([]);
});
