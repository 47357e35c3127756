import { renderToString } from 'ink';
import stringWidth from 'string-width';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { DeployResult } from '../../src/domain/result/deploy.ts';
import { planLines } from '../../src/ui/blocks/plan.ts';
import { reachLines } from '../../src/ui/blocks/reach.ts';
import { createPaint } from '../../src/ui/paint.ts';
import { deployLines } from '../../src/ui/results/deploy.ts';
import { Screen } from '../../src/ui/tty/screen.tsx';
import { at, blocked, failing, fold, plan, type Recorded, underWay } from './recording.ts';

beforeAll(() => {
  vi.stubEnv('TZ', 'UTC');
});
afterAll(() => void vi.unstubAllEnvs());

const paint = createPaint(false);
const terminal = (columns: number) => ({ isTty: true, columns, colour: false });

function frame(events: readonly Recorded[], columns: number, rows = 24): string {
  const props = { state: fold(events), now: at(48), tick: 0, columns, rows, paint, banner: true };
  return `\n${renderToString(<Screen {...props} />, { columns })}`;
}

const block = (lines: readonly string[]): string => `\n${lines.join('\n')}`;

describe('frames', () => {
  it('a deploy under way, 80 columns', () => {
    expect(frame(underWay, 80)).toMatchInlineSnapshot(`
      "
      sandbox · an AWS account and a GitLab inside glfr; nothing real is touched
      ⠋ Creating the stack glfr  43s
        █████████░░░░░░░░░░░░░░░ 3 of 8 resources
        ⠋ ManagerService  ECS::Service                   creating  24s
        ⠋ ExecutorGroup   AutoScaling::AutoScalingGroup  creating  24s
        manager glfr-manager:1: 0 of 1 running
        task 1f2e3d4c: pending
        log of the manager
          12:00:40  Starting multi-runner from /etc/gitlab-runner/config.toml...
          12:00:41  warning: listen_address not defined, metrics & debug endpoints di…
        waiting for CloudFormation (CREATE_IN_PROGRESS)  40s"
    `);
  });

  it('a deploy under way, 40 columns', () => {
    expect(frame(underWay, 40)).toMatchInlineSnapshot(`
      "
      sandbox · nothing real is touched
      ⠋ Creating the stack glfr  43s
        ███░░░░░░░ 3 of 8 resources
        ⠋ ManagerService  creating  24s
        ⠋ ExecutorGroup   creating  24s
        manager glfr-manager:1: 0 of 1 running
        task 1f2e3d4c: pending
        log of the manager
          12:00:40  Starting multi-runner fro…
          12:00:41  warning: listen_address n…
        waiting for CloudFormation
          (CREATE_IN_PROGRESS)  40s"
    `);
  });

  it('times and numbers are whole on 40 columns', () => {
    const change = {
      ...{ id: 'e', logicalId: 'ExecutorLifecycleHookForTermination', time: at(42) },
      ...{ resourceType: 'AWS::AutoScaling::LifecycleHook', status: 'CREATE_IN_PROGRESS' },
    };
    const text = 'the old manager ends its last jobs, then leaves';
    const events: Recorded[] = [
      ...underWay,
      [41, { type: 'phase.started', phase: 'manager', text: 'Waiting for the stack of the name production' }],
      [42, { type: 'stack.resource-changed', change }],
      [43, { type: 'manager.waiting', jobs: 3, text }],
    ];
    expect(frame(events, 40)).toMatchInlineSnapshot(`
      "
      sandbox · nothing real is touched
      ⠋ Creating the stack glfr  43s
      ⠋ Waiting for the stack of the name…  7s
        ███░░░░░░░ 3 of 8 resources
        ⠋ ManagerService         creating  24s
        ⠋ ExecutorGroup          creating  24s
        ⠋ ExecutorLifecycleHoo…  creating  6s
        manager glfr-manager:1: 0 of 1 running
        task 1f2e3d4c: pending
        log of the manager
          12:00:40  Starting multi-runner fro…
          12:00:41  warning: listen_address n…
        the old manager ends its last jobs,
          then leaves (3 jobs running)  5s"
    `);
  });

  it('a deploy that fails, 80 columns', () => {
    expect(frame(failing, 80)).toMatchInlineSnapshot(`
      "
      sandbox · an AWS account and a GitLab inside glfr; nothing real is touched
      ⠋ Creating the stack glfr  43s
        █████████░░░░░░░░░░░░░░░ 3 of 8 resources  1 failed
        ✖ ExecutorRole failed to create: API: iam:CreateRole User: ada is not authori…
        ⠋ ExecutorGroup  AutoScaling::AutoScalingGroup  creating  24s
        manager glfr-manager:1: 0 of 1 running
        task 1f2e3d4c: pending
        log of the manager
          12:00:40  Starting multi-runner from /etc/gitlab-runner/config.toml...
          12:00:41  warning: listen_address not defined, metrics & debug endpoints di…
        waiting for CloudFormation (CREATE_IN_PROGRESS)  40s"
    `);
  });

  it('a deploy that fails, 40 columns', () => {
    expect(frame(failing, 40)).toMatchInlineSnapshot(`
      "
      sandbox · nothing real is touched
      ⠋ Creating the stack glfr  43s
        ███░░░░░░░ 3 of 8 resources  1 failed
        ✖ ExecutorRole failed to create: API:…
        ⠋ ExecutorGroup  creating  24s
        manager glfr-manager:1: 0 of 1 running
        task 1f2e3d4c: pending
        log of the manager
          12:00:40  Starting multi-runner fro…
          12:00:41  warning: listen_address n…
        waiting for CloudFormation
          (CREATE_IN_PROGRESS)  40s"
    `);
  });

  it('says first what matters most when there is little room', () => {
    expect(frame(failing, 80, 6)).toMatchInlineSnapshot(`
      "
      sandbox · an AWS account and a GitLab inside glfr; nothing real is touched
      ⠋ Creating the stack glfr  43s
        █████████░░░░░░░░░░░░░░░ 3 of 8 resources  1 failed
        ✖ ExecutorRole failed to create: API: iam:CreateRole User: ada is not authori…
        waiting for CloudFormation (CREATE_IN_PROGRESS)  40s"
    `);
  });

  it.each([2, 3, 5, 8, 12, 24])('is never taller than %i rows - 1, nor wider than 40 columns', (rows) => {
    const lines = frame(failing, 40, rows).trimStart().split('\n');
    expect(lines.length).toBeLessThan(rows);
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(40);
  });
});

describe('blocks', () => {
  it('the plan, 80 columns', () => {
    expect(block(planLines(plan, { columns: 80, paint }))).toMatchInlineSnapshot(`
      "
      Plan: create the stack glfr in eu-central-1, account 123456789012
        Runner     new: glfr, for group 7
                   https://gitlab.example.com
                   tags aws, docker; only jobs with its tags
        Resources  6: 3 IAM, 2 ECS, 1 S3
        Settings   Concurrency 4 → 8
                   SubnetIds   subnet-0a1b2c3d, subnet-0e4f5a6b
                   RunnerToken (secret)
        GitLab     gitlab.example.com:443 from 2 subnets: partly reachable
        Cost       about $17.50 a month for the manager
                   $0.096 an hour for each executor while it exists
                   (prices of 2026-08)
      ! One of 2 subnets cannot reach GitLab; the manager may be placed there."
    `);
  });

  it('the plan, 40 columns', () => {
    expect(block(planLines(plan, { columns: 40, paint }))).toMatchInlineSnapshot(`
      "
      Plan: create the stack glfr in
        eu-central-1, account 123456789012
        Runner     new: glfr, for group 7
                   https://gitlab.example.com
                   tags aws, docker; only jobs
                   with its tags
        Resources  6: 3 IAM, 2 ECS, 1 S3
        Settings   Concurrency 4 → 8
                   SubnetIds
                   subnet-0a1b2c3d,
                   subnet-0e4f5a6b
                   RunnerToken (secret)
        GitLab     gitlab.example.com:443 from
                   2 subnets: partly reachable
        Cost       about $17.50 a month for
                   the manager
                   $0.096 an hour for each
                   executor while it exists
                   (prices of 2026-08)
      ! One of 2 subnets cannot reach GitLab;
        the manager may be placed there."
    `);
  });

  it('GitLab out of reach, 80 columns', () => {
    expect(block(reachLines(blocked, { columns: 80, paint }))).toMatchInlineSnapshot(`
      "
      ! gitlab.example.com:443 from 2 subnets: partly reachable
        ✖ subnet-0a1b2c3d blocked
          subnet-0a1b2c3d → rtb-0a1b2c3d → ✖ nat-0a1b2c3d → gitlab.example.com:443
          - nat-0a1b2c3d: the NAT gateway is in subnet-0d, which has no route to an
            internet gateway (GLFR_NAT_IN_PRIVATE_SUBNET)
            fix: create the NAT gateway in a public subnet
          - acl-0a1b2c3d: the network ACL drops 443 (egress, 203.0.113.7)
            (SUBNET_ACL_RESTRICTION)
            fix: aws ec2 create-network-acl-entry --network-acl-id acl-0a1b2c3d \\
                 --egress --rule-number 90 --protocol tcp
        ✔ subnet-0e4f5a6b reachable
          subnet-0e4f5a6b → rtb-0e4f5a6b → igw-0e4f5a6b → gitlab.example.com:443"
    `);
  });

  it('GitLab out of reach, 40 columns', () => {
    const lines = reachLines(blocked, { columns: 40, paint });
    expect(block(lines)).toMatchInlineSnapshot(`
      "
      ! gitlab.example.com:443 from 2 subnets:
        partly reachable
        ✖ subnet-0a1b2c3d blocked
          subnet-0a1b2c3d → rtb-0a1b2c3d →
            ✖ nat-0a1b2c3d →
            gitlab.example.com:443
          - nat-0a1b2c3d: the NAT gateway is
            in subnet-0d, which has no route
            to an internet gateway
            (GLFR_NAT_IN_PRIVATE_SUBNET)
            fix: create the NAT gateway in a
                 public subnet
          - acl-0a1b2c3d: the network ACL
            drops 443 (egress, 203.0.113.7)
            (SUBNET_ACL_RESTRICTION)
            fix: aws ec2 \\
                 create-network-acl-entry \\
                 --network-acl-id \\
                 acl-0a1b2c3d --egress \\
                 --rule-number 90 --protocol \\
                 tcp
        ✔ subnet-0e4f5a6b reachable
          subnet-0e4f5a6b → rtb-0e4f5a6b →
            igw-0e4f5a6b →
            gitlab.example.com:443"
    `);
    expect(lines.filter((line) => stringWidth(line) > 40)).toEqual([]);
  });

  it('what next, 80 and 40 columns', () => {
    const result: DeployResult = {
      ...{ stackName: 'glfr', region: 'eu-central-1', action: 'created', status: 'CREATE_COMPLETE' },
      ...{ gitlabUrl: 'https://gitlab.example.com', runnerId: 42, concurrency: 4, seconds: 245 },
      ...{ manager: { state: 'running', maxBuilds: 4 }, runner: 'online' },
      next: ['glfr logs --follow', 'glfr executors ls', 'glfr scale --concurrency 8'],
    };
    expect(block(deployLines(result, terminal(80)))).toMatchInlineSnapshot(`
      "
      ✔ glfr in eu-central-1 is created (4m05s)
        Manager  running, takes up to 4 jobs at a time
        Runner   runner 42 in https://gitlab.example.com, online

      What next
        glfr logs --follow
        glfr executors ls
        glfr scale --concurrency 8"
    `);
    expect(block(deployLines(result, terminal(40)))).toMatchInlineSnapshot(`
      "
      ✔ glfr in eu-central-1 is created
        (4m05s)
        Manager  running, takes up to 4 jobs
                 at a time
        Runner   runner 42 in
                 https://gitlab.example.com,
                 online

      What next
        glfr logs --follow
        glfr executors ls
        glfr scale --concurrency 8"
    `);
  });
});
