import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type World } from '../../src/cli/wiring.ts';
import type { ExecutorRow } from '../../src/domain/fleet/executor-row.ts';
import { shapeSnapshot } from '../../src/domain/network/document/shape.ts';
import type { ExecutorKind } from '../../src/domain/settings/executor-kind.ts';
import { destroy } from '../../src/operations/destroy.ts';
import { readExecutors } from '../../src/operations/executors.ts';
import { init } from '../../src/operations/init.ts';
import { scale } from '../../src/operations/scale.ts';
import { status } from '../../src/operations/status.ts';
import { openSandbox, type Sandbox } from '../../src/sandbox/open.ts';
import { bundledTemplate } from '../bundled-template.ts';
import { nobody } from './nobody.ts';
import { ownTime } from './own-time.ts';
import { record } from './record.ts';

const asset = (name: string) => readFile(new URL(`../../assets/${name}`, import.meta.url), 'utf8');

interface Job {
  id: number;
  status: string;
  failure_reason?: string;
}

/** A world of its own, with a stack of one kind in it. */
class Stage {
  place = '';
  world!: World;
  sandbox!: Sandbox;
  time!: ReturnType<typeof ownTime>;
  readonly common = { confirmed: true, dryRun: false, wait: true, timeoutMs: 36_000_000 };

  /** As a person sees it. */
  async status() {
    const prices = JSON.parse(await asset('prices.json'));
    return status({ credentials: this.credentials, prices }, this.deps);
  }

  async open(kind: ExecutorKind, more: object = {}): Promise<void> {
    this.time = ownTime(500);
    this.place = await mkdtemp(join(tmpdir(), 'glfr-kinds-'));
    const env = { XDG_STATE_HOME: this.place, GLFR_SANDBOX_SPEED: '500', GLFR_SANDBOX_SEED: kind };
    this.world = await connect({ sandbox: true, signal: new AbortController().signal, env });
    this.sandbox = await openSandbox({
      stateDir: join(this.place, 'glfr', 'sandbox'),
      env,
      wallNow: Date.now,
    });
    const { subnets } = shapeSnapshot(await this.world.ports.network.document());
    const one = subnets.find(({ name }) => name === 'production-private-a')!;
    const place = { vpc: one.vpcId, subnets: [one.id] };
    await record(
      init(
        {
          ...{ draft: { executor: kind, ...place, ...more }, proposals: this.world.proposals.draft },
          ...{ prices: JSON.parse(await asset('prices.json')), version: '1.2.3', stackName: undefined },
          ...{
            templateOf: async (wanted: ExecutorKind) => bundledTemplate(wanted),
            force: false,
            drain: false,
          },
          ...{ credentials: this.credentials, ...this.common },
        },
        this.deps,
      ),
    );
  }

  async close(): Promise<void> {
    this.time.end();
    await rm(this.place, { recursive: true, force: true, maxRetries: 10 });
  }

  get credentials() {
    return { accessToken: this.world.proposals.accessToken };
  }

  get deps() {
    const clock = this.time.clock(this.world.ports.clock);
    return { ...this.world.ports, clock, prompter: nobody };
  }

  /** Looks every ten seconds until the list is as wanted. */
  async until(isWanted: (rows: ExecutorRow[]) => boolean): Promise<ExecutorRow[]> {
    for (let look = 0; look < 2000; look += 1) {
      const { rows } = (await readExecutors({ all: false }, this.deps)).list;
      if (isWanted(rows)) return rows;
      await this.deps.clock.sleep(10_000);
    }
    throw new Error('it never came so far');
  }

  async jobs(query = ''): Promise<Job[]> {
    const response = await this.sandbox.fetch(
      `${this.sandbox.gitlabUrl}/api/v4/runners/41/jobs?per_page=100${query}`,
      { headers: { 'private-token': this.sandbox.gitlabToken } },
    );
    return (await response.json()) as Job[];
  }

  /** Ids of jobs that run, once there are so many. */
  async inFlight(number: number): Promise<number[]> {
    for (;;) {
      const running = await this.jobs('&status=running');
      if (running.length >= number) return running.map(({ id }) => id);
      await this.deps.clock.sleep(5000);
    }
  }

  /** Of these jobs, those that something else than their script ended. */
  async lost(ids: readonly number[]): Promise<Job[]> {
    const all = await this.jobs();
    return all.filter(
      ({ id, status: how, failure_reason }) =>
        ids.includes(id) && how !== 'success' && failure_reason !== 'script_failure',
    );
  }

  async instances(): Promise<{ id: string; state: string }[]> {
    const found = await this.world.ports.fleet.instances('glfr');
    return found.map(({ id, state }) => ({ id, state }));
  }
}

/** The port, whose n-th call of this name, counted from 0, has this answer instead of its own. */
function answers<P extends object>(port: P, call: keyof P, nth: number, answer: unknown): P {
  let calls = 0;
  return new Proxy(port, {
    get: (target, name) => {
      if (name === call && calls++ === nth) return async () => answer;
      return Reflect.get(target, name);
    },
  });
}

describe('docker-machine', () => {
  const stage = new Stage();
  beforeAll(() => stage.open('docker-machine', { concurrency: 3, idle: 2 }));
  afterAll(() => stage.close());

  it('lists machines by their names, each with its job', async () => {
    const rows = await stage.until((all) => all.some(({ job }) => job !== undefined));
    const busy = rows.find(({ job }) => job !== undefined);
    expect(busy).toMatchObject({
      ...{ state: 'busy', type: 't3.large', lifecycle: 'on-demand' },
      name: expect.stringMatching(/^runner-[a-z0-9-]{1,9}-glfr-[0-9a-f]{8}-\d{10}-[0-9a-f]{8}$/),
      tags: { 'glfr:stack': 'glfr', Name: busy?.name },
      job: { project: expect.stringMatching(/^acme\//) },
    });
    // The log may have forgotten how it booted by the time a job comes.
    expect(busy?.bootSeconds ?? 60).toBeGreaterThanOrEqual(60);
    expect(busy?.bootSeconds ?? 60).toBeLessThan(150);
    expect((await stage.jobs()).map(({ id }) => id)).toContain(busy?.job?.id);
    expect(await stage.status()).toMatchObject({
      ...{ healthy: true, settings: { executor: 'docker-machine', concurrency: 3 } },
      executors: { total: expect.any(Number) },
    });
  });

  it('scales with jobs in flight: none is lost, and the new manager has what is new', async () => {
    const inFlight = await stage.inFlight(2);
    const { credentials, common } = stage;
    const { result } = await record(scale({ credentials, ...common, draft: { concurrency: 5 } }, stage.deps));
    expect(result).toMatchObject({ action: 'updated', manager: { maxBuilds: 5 } });
    expect(await stage.lost(inFlight)).toEqual([]);
    await stage.until((rows) => rows.some(({ state }) => state === 'busy'));
  });

  it('is destroyed with its machines, which no group would have ended', async () => {
    const { credentials, common } = stage;
    const { events, result } = await record(destroy({ credentials, ...common }, stage.deps));
    expect(result).toMatchObject({ status: 'DELETE_COMPLETE', runner: 'deleted', keeps: [] });
    expect(result.executorsEnded.length).toBeGreaterThan(0);
    expect(events.flatMap((event) => (event.type === 'executor.ended' ? event.executorId : []))).toEqual(
      result.executorsEnded,
    );
    const left = (await stage.instances()).filter(({ state }) => !/shutting-down|terminated/.test(state));
    expect(left).toEqual([]);
  });
});

describe('fargate', () => {
  const stage = new Stage();
  beforeAll(() => stage.open('fargate', { concurrency: 3, image: 'registry.example.com/ci:1' }));
  afterAll(() => stage.close());

  it('lists the tasks of its jobs, and no instance runs', async () => {
    const rows = await stage.until((all) => all.some(({ state }) => state === 'busy'));
    expect(rows.find(({ state }) => state === 'busy')).toMatchObject({
      ...{ id: expect.stringMatching(/^task\/[0-9a-f]{32}$/), type: '1vCPU-2GB', lifecycle: 'on-demand' },
      privateIp: expect.stringMatching(/^10\./),
    });
    expect(await stage.instances()).toEqual([]);
    expect(await stage.status()).toMatchObject({
      ...{ healthy: true, settings: { executor: 'fargate' }, manager: { maxBuilds: 3 } },
    });
  });

  it('scales with jobs in flight, and is destroyed with the tasks of its jobs', async () => {
    const inFlight = await stage.inFlight(2);
    const { credentials, common } = stage;
    const scaled = await record(scale({ credentials, ...common, draft: { concurrency: 4 } }, stage.deps));
    expect(scaled.result).toMatchObject({ action: 'updated', manager: { maxBuilds: 4 } });
    expect(await stage.lost(inFlight)).toEqual([]);
    // By then jobs have left something in the cache.
    await stage.deps.clock.sleep(600_000);
    await stage.inFlight(2);
    const { fleet, cache } = stage.deps;
    const late = `task/${'1a'.repeat(16)}`;
    const deps = {
      ...stage.deps,
      // What comes after the first look: an executor, and objects that keep the bucket from being deleted.
      fleet: answers(fleet, 'endJobTasks', 1, [late]),
      cache: answers(cache, 'empty', 0, 0),
    };
    const { events, result } = await record(destroy({ credentials, ...common }, deps));
    expect(result).toMatchObject({ status: 'DELETE_COMPLETE', keeps: [] });
    expect(events.filter(({ type }) => type === 'stack.started')).toHaveLength(2);
    expect(result.executorsEnded.length).toBeGreaterThan(1);
    expect(result.executorsEnded.at(-1)).toBe(late);
    expect(events.flatMap((event) => (event.type === 'executor.ended' ? event.executorId : []))).toEqual(
      result.executorsEnded,
    );
    for (const id of result.executorsEnded) expect(id).toMatch(/^task\/[0-9a-f]{32}$/);
  });
});
