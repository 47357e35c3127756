import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createView } from '../../src/ui/view.ts';
import { at, failed, plan, type Recorded, start, underWay } from './recording.ts';
import { FakeTerminal } from './terminal.ts';

async function show(events: readonly Recorded[], columns = Number.POSITIVE_INFINITY) {
  const stderr = new FakeTerminal(10_000, 24);
  const stdout = new FakeTerminal(80, 24);
  const options = { columns, rows: 24, colour: false, sandbox: true, now: () => Date.now() };
  const view = await createView({ mode: 'plain', stdout, stderr, ...options });
  for (const [second, event] of events) {
    vi.setSystemTime(at(second));
    view.handle(event);
  }
  return { view, stdout, lines: () => stderr.raw.split('\n').slice(0, -1), stderr };
}

describe('plain view', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: start });
    vi.stubEnv('TZ', 'UTC');
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllEnvs();
  });

  it('on a terminal is as wide as that', async () => {
    const text = 'one word after the other, as long as there are any';
    const { lines, view } = await show([[0, { type: 'notice', level: 'info', text }]], 40);
    expect(lines()).toEqual([
      'sandbox · nothing real is touched',
      'note: one word after the other, as long',
      '      as there are any',
    ]);
    await view.release();
  });

  it('appends what changed, and no line twice', async () => {
    const { lines, stdout, view } = await show([...underWay, ...underWay.slice(-1)]);
    expect(`\n${lines().join('\n')}`).toMatchInlineSnapshot(`
      "
      sandbox · an AWS account and a GitLab inside glfr; nothing real is touched
      … Looking at your AWS account
        account 123456789012 in eu-central-1, as arn:aws:iam::123456789012:user/ada
      ✔ 2 VPCs and 6 subnets in eu-central-1 (2s)
      … Creating the runner in GitLab
      ✔ Runner created (1s)
      … Creating the stack glfr
      stack glfr: 8 resources to create
      0/8 ManagerRole (IAM::Role): creating
      0/8 CacheBucket (S3::Bucket): creating
      waiting for CloudFormation (CREATE_IN_PROGRESS)
      1/8 ManagerRole (IAM::Role): created
      2/8 CacheBucket (S3::Bucket): created
      3/8 Cluster (ECS::Cluster): created
      3/8 ManagerService (ECS::Service): creating
      3/8 ExecutorGroup (AutoScaling::AutoScalingGroup): creating
      deployment glfr-manager:1: 0 of 1 running
      task 1f2e3d4c: pending
      manager | 12:00:40  Starting multi-runner from /etc/gitlab-runner/config.toml...
      manager | 12:00:41  warning: listen_address not defined, metrics & debug endpoints disabled"
    `);
    expect(new Set(lines()).size).toBe(lines().length);
    expect(stdout.raw).toBe('');
    await view.release();
  });

  it('says at the end once more what failed first', async () => {
    const { lines, view } = await show(failed);
    expect(`\n${lines().slice(-5).join('\n')}`).toMatchInlineSnapshot(`
      "
      ManagerService (ECS::Service): deleting
      ManagerService (ECS::Service): deleted
      ✖ the stack glfr is ROLLBACK_COMPLETE
      ✖ ExecutorRole (IAM::Role) failed to create: API: iam:CreateRole User: ada is not authorized to perform: iam:CreateRole on resource: glfr-executor
      ✖ The stack could not be created (1m05s)"
    `);
    await view.release();
  });

  it('names what it waits for after 30 seconds of silence, and again', async () => {
    const { lines, view } = await show(underWay);
    const before = lines().length;
    vi.advanceTimersByTime(29_999);
    expect(lines().length).toBe(before);
    vi.advanceTimersByTime(30_001);
    expect(lines().slice(before)).toEqual([
      '… still waiting for CloudFormation (CREATE_IN_PROGRESS); 3 of 8 resources; ManagerService creating; ExecutorGroup creating (1m07s)',
      '… still waiting for CloudFormation (CREATE_IN_PROGRESS); 3 of 8 resources; ManagerService creating; ExecutorGroup creating (1m37s)',
    ]);
    await view.release();
    vi.advanceTimersByTime(60_000);
    expect(lines().length).toBe(before + 2);
  });

  it('is silent once nothing is waited for', async () => {
    const { lines, view } = await show([[0, { type: 'waiting', text: 'the first log line' }]]);
    vi.advanceTimersByTime(90_000);
    expect(lines().slice(1)).toEqual([
      'waiting for the first log line',
      '… still waiting for the first log line (30s)',
    ]);
    await view.release();
  });

  it('neither wraps nor colours', async () => {
    const { stderr } = await show([[0, { type: 'plan.made', plan }]]);
    expect(stderr.raw).not.toContain('\x1b');
    expect(stderr.raw).toContain(
      '\n! One of 2 subnets cannot reach GitLab; the manager may be placed there.\n',
    );
  });
});
