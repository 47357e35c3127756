import { beforeAll, expect, it } from 'vitest';
import type { GlfrEvent } from '../../src/domain/event.ts';
import { complete } from '../../src/domain/settings/complete.ts';
import { settingsFromParameters } from '../../src/domain/settings/stored.ts';
import { deploy } from '../../src/operations/deploy.ts';
import { activityStart, readActivity } from '../../src/operations/read-activity.ts';
import { scale } from '../../src/operations/scale.ts';
import { requireParts } from '../../src/operations/stack-parts.ts';
import { fleetWorld } from './fleet-world.ts';
import { record } from './record.ts';

let world: Awaited<ReturnType<typeof fleetWorld>>;
const asked = (more: object = {}) => ({
  ...{ credentials: {}, confirmed: true, dryRun: false, wait: true, drain: true },
  ...{ timeoutMs: 36_000_000, ...more },
});

const parts = async () => {
  const [stack] = await world.deps.stacks.list();
  if (!stack) throw new Error('there is no stack');
  return { stack, ...(await requireParts(stack, world.deps.stacks)) };
};
const desired = async () => {
  const { cluster, service } = await parts();
  return (await world.deps.service.describe(cluster, service))?.desired;
};
/** Jobs of all managers so far. */
const jobs = async () => {
  const from = activityStart([], world.deps.clock.now()) - 6 * 3_600_000;
  const { activity } = await readActivity(await parts(), from, world.deps.logs);
  return [...activity.jobs.values()];
};
const untilBusy = async () => {
  while (!(await jobs()).some(({ startedAt, endedAt }) => startedAt && !endedAt)) world.bench.pass(10);
};

beforeAll(async () => {
  world = await fleetWorld({}, 'drain');
});

it('an update whose wait ends while the manager drains changes nothing, and says how to go on', async () => {
  await untilBusy();
  await expect(
    record(scale({ draft: { concurrency: 9 }, ...asked({ timeoutMs: 1 }) }, world.deps)),
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
    deploy(
      { plan, settings, existing: stack, template: undefined, version: '1.2.3', ...asked() },
      world.deps,
    ),
  );
  expect(events).toMatchObject([{ type: 'notice', text: expect.stringContaining('started again') }]);
  expect(await desired()).toBe(1);
});

it('drains before the stack is touched: every job ends well, then the update takes no time', async () => {
  await untilBusy();
  const { events, result } = await record(scale({ draft: { concurrency: 9 }, ...asked() }, world.deps));
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
