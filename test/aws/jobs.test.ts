import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeGlfr, expectCode, glfr, place } from '../cli/glfr.ts';
import { outside } from '../outside.ts';
import { type Moto, region, startMoto } from './moto.ts';
import { createSmallStack, logGroup, logStream } from './small-stack.ts';

let moto: Moto;

const start = Date.now();

/** A job that ended `end` seconds ago, in the words of the manager. */
const lines = (job: number, end: number) => {
  const said = (ago: number, msg: string, fields: object) => {
    const timestamp = start - ago * 1000;
    const time = new Date(timestamp).toISOString();
    return { timestamp, message: JSON.stringify({ time, level: 'info', msg, ...fields }) };
  };
  const id = `i-${job}`;
  return [
    said(end + 190, 'Checking for jobs... received', { job }),
    said(end + 190, 'Added job to processing list', {
      job,
      project_full_path: 'acme/x',
      time_in_queue_seconds: 4,
    }),
    said(end + 189, 'Preparing instance...', { job }),
    said(end + 150, 'instance is ready', { instance: id, took: 35e9 }),
    said(end + 150, 'Dialing instance', { job, 'instance-id': id }),
    said(end, 'Job succeeded', { job, duration_s: 190 }),
    said(end, 'Removed job from processing list', { job, builds: 0, max_builds: 3 }),
  ];
};

beforeAll(async () => {
  if (!isHere) return;
  moto = await startMoto();
  await createSmallStack(moto, place, 'trial', '--tags', 'Key=glfr:version,Value=0.0.9');
  await createSmallStack(moto, place, 'west', '--region', 'us-west-2');
  const to = ['--log-group-name', logGroup, '--log-stream-name', logStream];
  await moto.aws('logs', 'create-log-stream', ...to);
  const events = [...lines(4710, 5 * 3600), ...lines(4711, 100)];
  const json = join(place, 'events.json');
  await writeFile(json, JSON.stringify(events));
  await moto.aws('logs', 'put-log-events', ...to, '--log-events', `file://${json}`);
});
afterAll(async () => {
  await Promise.all([closeGlfr(), moto?.stop()]);
});

const value = async (...args: string[]) =>
  JSON.parse(expectCode(await glfr([...args, '--json'], { env: moto.env }), 0).stdout);
const isHere = outside('moto_server', 'aws');
const suite = isHere ? describe : describe.skip;

suite('over the wire', () => {
  it('ls finds the stacks of every region', async () => {
    expect(await value('ls')).toMatchObject([
      { stackName: 'trial', region, version: '0.0.9', wouldUpdate: true, concurrency: 3 },
    ]);
    const all = await value('ls', '--all-regions');
    expect(all).toMatchObject([{ stackName: 'trial' }, { stackName: 'west', region: 'us-west-2' }]);
    expect(await value('ls', '--region', 'us-west-2')).toEqual(all.slice(1));
  });

  it('jobs and why read the log, an older job by a search', async () => {
    const times = { state: 'succeeded', queueSeconds: 4, bootSeconds: 40, executorId: 'i-4711' };
    expect(await value('jobs')).toMatchObject([{ id: 4711, project: 'acme/x', ...times }]);
    expect(await value('jobs', '--since', '1d')).toHaveLength(2);
    for (const job of [4710, 4711]) {
      const { phases } = await value('why', String(job));
      expect(phases.map(({ kind }: { kind: string }) => kind)).toEqual([
        ...['queue', 'pickup', 'launch', 'boot', 'connect', 'run'],
      ]);
    }
    expect(expectCode(await glfr(['why', '4712'], { env: moto.env }), 3).stderr).toMatch(
      /names job \d+ nowhere since/,
    );
  });

  it('status has what there is', async () => {
    expect(await value('status')).toMatchObject({
      ...{ stackName: 'trial', region, healthy: false, lacking: [], problems: [{ code: 'manager.down' }] },
      ...{ jobs: { ended: 1, bootSeconds: { count: 1 } }, cost: { now: { perHour: 0 } } },
    });
  });
});
