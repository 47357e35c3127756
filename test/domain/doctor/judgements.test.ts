import { describe, expect, it } from 'vitest';
import type { CheckState } from '../../../src/domain/doctor/check.ts';
import { diagnose } from '../../../src/domain/doctor/diagnose.ts';
import { known, unknown } from '../../../src/domain/doctor/fact.ts';
import type { Facts } from '../../../src/domain/doctor/facts.ts';
import { everydayActions, onlyLooks } from '../../../src/domain/iam/everyday.ts';
import type { Denial } from '../../../src/domain/iam/simulation.ts';
import {
  day,
  deployment,
  failed,
  healthy,
  now,
  owner,
  path,
  roles,
  row,
  service,
  snapshot,
  stack,
  task,
} from './healthy.ts';

type Row = [check: string, what: string, facts: Partial<Facts>, state: CheckState, says: RegExp];

const find = (facts: Partial<Facts>, name: string) => {
  const found = diagnose(healthy(facts)).find(({ group, id }) => `${group}/${id}` === name);
  return found ?? { state: 'missing', text: '', fix: undefined };
};
const kind = (executor: string, more: Record<string, string> = {}) =>
  known(stack({ Executor: executor, ...more }));
const block = { code: 'X', component: 'rtb-1', direction: 'forward', message: 'no way' } as const;
const blocked = (verdict: 'BLOCKED' | 'PARTIAL' | 'UNKNOWN', severity: 'block' | 'unknown') =>
  known({
    verdict,
    paths: [
      path(),
      path({ verdict, findings: [{ ...block, severity, fix: { text: 'x', command: 'aws ec2 y' } }] }),
    ],
  });
/** What IAM denies, by default by the caller's own policies. */
const denying = (...denied: (string | (Partial<Denial> & { action: string }))[]) =>
  known({
    ...{ owner, commands: everydayActions(false) },
    denials: denied.map((one) => ({
      ...{ by: 'policies' as const, undecidedWithout: [] },
      ...(typeof one === 'string' ? { action: one } : one),
    })),
  });
const everyday = [...new Set([...everydayActions(false).values()].flat())];
const offering = (type: string, vcpus: number) => ({ type, vcpus, architectures: ['x86_64'], zones: [] });
const runner = { id: 41, paused: false, online: true, tags: [], runUntagged: true };
const manager = (version: string) =>
  known([{ id: 1, systemId: 'r_1', version, status: 'online' as const, contactedAt: now }]);

const rows: Row[] = [
  ['account/credentials', 'taken', {}, 'ok', /user\/me of account 123456789012, in eu-central-1/],
  [
    'account/credentials',
    'refused',
    { identity: known({ refused: 'expired', fix: 'aws sso login' }) },
    'ng',
    /expired → aws sso login/,
  ],
  [
    'account/permissions',
    'all of them',
    {},
    'ok',
    /user\/me may do what everyday commands need .*looked at\)$/,
  ],
  [
    'account/permissions',
    'one is denied',
    { allowance: denying('logs:FilterLogEvents') },
    'ng',
    /lacks logs:FilterLogEvents \(for jobs, why, logs, scale, runner rotate\) → glfr export policy jobs why logs scale runner rotate$/,
  ],
  [
    'account/permissions',
    'denied by others than the caller',
    {
      allowance: denying(
        { action: 'ec2:GetConsoleOutput', by: 'boundary' },
        { action: 'autoscaling:SuspendProcesses', by: 'boundary' },
        { action: 'ecs:DescribeTasks', by: 'organisation' },
      ),
    },
    'ng',
    /SuspendProcesses \(for scale, runner rotate; its permissions boundary denies it\); ecs:DescribeTasks \(.*; a policy of the organisation denies it\)/,
  ],
  [
    'account/permissions',
    'of one who only looks',
    { allowance: denying(...everyday.filter((action) => !onlyLooks(action))) },
    'ok',
    /; may look, but not change anything with: executors stop, scale, runner rotate$/,
  ],
  [
    'account/permissions',
    'nothing is decided without a context key',
    { allowance: denying({ action: 'ecs:DescribeTasks', undecidedWithout: ['aws:sourceip'] }) },
    'skip',
    /whether user\/me may ecs:DescribeTasks hangs on aws:sourceip/,
  ],
  [
    'account/permissions',
    'IAM may not be asked',
    { allowance: { ...unknown('no', 'x'), permission: 'iam:SimulatePrincipalPolicy' } },
    'skip',
    /^no; denied on the way: iam:SimulatePrincipalPolicy → x$/,
  ],
  [
    'account/permissions',
    'what was denied on the way',
    { tasks: { ...unknown('no'), permission: 'ecs:ListTasks' } },
    'ok',
    /; denied on the way: ecs:ListTasks$/,
  ],
  [
    'account/service-linked-roles',
    'all there',
    {},
    'ok',
    /^AWSServiceRoleForECS and AWSServiceRoleForAutoScaling are there$/,
  ],
  [
    'account/service-linked-roles',
    'one is missing',
    { serviceRoles: known(roles({}, 'AWSServiceRoleForECS')) },
    'ng',
    /there is no AWSServiceRoleForECS: .* → aws iam create-service-linked-role --aws-service-name ecs.amazonaws.com$/,
  ],
  [
    'account/service-linked-roles',
    'AWS makes it with the stack',
    {
      serviceRoles: known(roles({}, 'AWSServiceRoleForECS')),
      stack: known(stack({}, { status: 'CREATE_IN_PROGRESS' })),
    },
    'ok',
    /AWSServiceRoleForECS is not yet/,
  ],
  [
    'account/service-linked-roles',
    'Auto Scaling makes that of spot instances',
    { serviceRoles: known(roles({ onDemandPercent: 0 }, 'AWSServiceRoleForEC2Spot')) },
    'ok',
    /AWSServiceRoleForEC2Spot is not yet: Auto Scaling makes it/,
  ],
  [
    'account/service-linked-roles',
    'the manager of docker-machine may not',
    {
      serviceRoles: known(
        roles({ executor: 'docker-machine', onDemandPercent: 0 }, 'AWSServiceRoleForEC2Spot'),
      ),
    },
    'ng',
    /EC2 refuses every spot instance → .* spot.amazonaws.com$/,
  ],
  ['account/vcpu-quotas', 'just enough', {}, 'ok', /^executors can take 12 vCPUs on demand, .* has 12 here$/],
  [
    'account/vcpu-quotas',
    'too low',
    { instanceQuotas: known({ 'L-1216C47A': 11 }) },
    'ng',
    /12 vCPUs on demand, and the account has 11 here → aws service-quotas request-service-quota-increase --service-code ec2 --quota-code L-1216C47A --desired-value 12 --region eu-central-1$/,
  ],
  [
    'account/vcpu-quotas',
    'spot alone is too low',
    {
      stack: known(stack({ OnDemandPercent: '0', OnDemandBase: '1' })),
      instanceQuotas: known({ 'L-1216C47A': 5, 'L-34B43A08': 5 }),
    },
    'ng',
    /^executors can take 10 vCPUs on spot, and the account has 5 here → .*L-34B43A08 --desired-value 10 /,
  ],
  [
    'account/vcpu-quotas',
    'docker-machine has no room beyond jobs',
    { stack: kind('docker-machine') },
    'ok',
    /take 8 vCPUs on demand/,
  ],
  [
    'account/vcpu-quotas',
    'each family has its own',
    {
      offerings: known([offering('t3.large', 2), offering('g5.xlarge', 4)]),
      instanceQuotas: known({ 'L-1216C47A': 12, 'L-DB2E81BA': 0 }),
    },
    'ng',
    /^executors can take 24 vCPUs on demand, and the account has 0 here → .*L-DB2E81BA/,
  ],
  [
    'account/vcpu-quotas',
    'chosen by size, the largest counts',
    { stack: known(stack({ VCpus: '2-8', MemoryMib: '8192-16384' })) },
    'ng',
    /take 48 vCPUs/,
  ],
  [
    'account/vcpu-quotas',
    'a family without a known quota',
    { offerings: known([offering('hpc7a.12xlarge', 24)]) },
    'skip',
    /hpc7a/,
  ],
  ['account/vcpu-quotas', 'a type of unknown size', { offerings: known([]) }, 'skip', /does not say/],
  ['account/vcpu-quotas', 'none in the region', { instanceQuotas: known({}) }, 'skip', /has no L-1216C47A/],
  ['account/vcpu-quotas', 'fargate', { stack: kind('fargate') }, 'ok', /no instances/],
  ['account/fargate-quota', 'the manager alone', {}, 'ok', /^the manager can take 0.5 vCPUs on demand/],
  [
    'account/fargate-quota',
    'jobs as tasks',
    { stack: kind('fargate', { JobCpu: '2048' }) },
    'ng',
    /take 8.5 vCPUs on demand, .* 6 here → .*--service-code fargate --quota-code L-3032A538 --desired-value 9 /,
  ],
  [
    'account/fargate-quota',
    'jobs on spot capacity',
    { stack: kind('fargate', { OnDemandPercent: '0' }) },
    'ok',
    /0.5 vCPUs on demand, .* 4 vCPUs on spot/,
  ],

  ['stack/status', 'ready', {}, 'ok', /^ci is UPDATE_COMPLETE$/],
  ['stack/status', 'working', { stack: known(stack({}, { status: 'UPDATE_IN_PROGRESS' })) }, 'ok', /changes/],
  [
    'stack/status',
    'rolled back',
    { stack: known(stack({}, { status: 'UPDATE_ROLLBACK_COMPLETE' })) },
    'ok',
    /taken back, and it is as before$/,
  ],
  [
    'stack/status',
    'dead',
    { stack: known(stack({}, { status: 'ROLLBACK_COMPLETE' })) },
    'ng',
    /→ glfr destroy/,
  ],
  [
    'stack/status',
    'failed',
    { stack: known(stack({}, { status: 'DELETE_FAILED', statusReason: 'in use' })) },
    'ng',
    /in use → glfr status/,
  ],
  ['stack/template-version', 'the same', {}, 'ok', /made by this glfr/],
  ['stack/template-version', 'older', { version: '1.10.0' }, 'ng', /1.2.3, and this is 1.10.0 → glfr deploy/],
  ['stack/template-version', 'newer', { version: '1.2.2' }, 'ng', /newer than this/],
  ['stack/template-version', 'no tag', { stack: known(stack({}, { tags: {} })) }, 'skip', /no tag/],
  [
    'stack/template-version',
    'no version',
    { stack: known(stack({}, { tags: { 'glfr:version': 'x' } })) },
    'skip',
    /no version/,
  ],
  ['stack/drift', 'in sync', {}, 'ok', /as the stack says/],
  [
    'stack/drift',
    'drifted',
    { drift: known({ isInSync: false, drifted: ['LogGroup'] }) },
    'ng',
    /LogGroup → aws cloudformation describe-stack-resource-drifts --stack-name ci/,
  ],

  ['network/reachability', 'open', {}, 'ok', /all 1 paths are open/],
  [
    'network/reachability',
    'blocked',
    { reach: blocked('BLOCKED', 'block') },
    'ng',
    /rtb-1: no way → aws ec2 y/,
  ],
  ['network/reachability', 'partly', { reach: blocked('PARTIAL', 'block') }, 'ng', /PARTIAL/],
  [
    'network/reachability',
    'unknown',
    { reach: blocked('UNKNOWN', 'unknown') },
    'skip',
    /UNKNOWN.* → glfr check/,
  ],
  ['network/addresses', 'enough', {}, 'ok', /^400 free in 2 subnets$/],
  ['network/addresses', 'too few', { snapshot: known(snapshot(1)) }, 'ng', /too few for 6 executors/],
  ['network/instance-types', 'everywhere', {}, 'ok', /every zone has t3.large/],
  [
    'network/instance-types',
    'not in every zone',
    { offerings: known([{ type: 't3.large', architectures: ['x86_64'], zones: ['eu-central-1a'] }]) },
    'ng',
    /eu-central-1b has none of t3.large → glfr deploy --instance-type/,
  ],
  [
    'network/instance-types',
    'by size',
    { stack: known(stack({ VCpus: '2-4', MemoryMib: '8192-16384' })) },
    'ok',
    /2-4 vCPUs/,
  ],
  ['network/instance-types', 'fargate', { stack: kind('fargate') }, 'ok', /no instance types/],

  ['manager/service', 'runs', {}, 'ok', /one task runs/],
  ['manager/service', 'gone', { service: known(undefined) }, 'ng', /does not exist/],
  [
    'manager/service',
    'drained',
    { service: known(service({ desired: 0 })), tasks: known([]) },
    'ng',
    /told to run no task: a drain was interrupted.* → glfr deploy/,
  ],
  [
    'manager/service',
    'draining',
    { service: known(service({ desired: 0 })) },
    'ng',
    /no task after this one/,
  ],
  [
    'manager/service',
    'failing',
    { tasks: known([failed('CannotPullContainerError: x')]) },
    'ng',
    /cannot be pulled.* → glfr deploy --manager-image/,
  ],
  [
    'manager/service',
    'starting',
    {
      tasks: known([]),
      service: known(service({ deployments: [deployment({ rolloutState: 'IN_PROGRESS' })] })),
    },
    'ok',
    /starting/,
  ],
  ['manager/image-pull', 'pulled', {}, 'ok', /has pulled/],
  [
    'manager/image-pull',
    'not pulled',
    { tasks: known([failed('CannotPullContainerError: x')]) },
    'ng',
    /Error: x/,
  ],
  ['manager/image-pull', 'never tried', { tasks: known([]) }, 'skip', /its image/],
  [
    'manager/image-pull',
    'an older failure counts no more',
    { tasks: known([task(), failed('CannotPullContainerError: x')]) },
    'ok',
    /has pulled/,
  ],
  ['manager/secret', 'read', {}, 'ok', /has read it/],
  ['manager/secret', 'not in the stack', { resources: known([]) }, 'ng', /not in the stack/],
  [
    'manager/secret',
    'not readable',
    { tasks: known([failed('ResourceInitializationError: unable to pull secrets: AccessDenied')]) },
    'ng',
    /may not read the token/,
  ],
  ['manager/secret', 'never tried', { tasks: known([]) }, 'skip', /the secret/],
  ['manager/log-driver', 'blocking', {}, 'ok', /blocking/],
  [
    'manager/log-driver',
    'default',
    { logDriver: known({ driver: 'awslogs' }) },
    'ng',
    /account's default.* → glfr deploy/,
  ],
  [
    'manager/log-driver',
    'non-blocking',
    { logDriver: known({ driver: 'awslogs', mode: 'non-blocking' }) },
    'ng',
    /mode is non-blocking/,
  ],
  ['manager/log-driver', 'another', { logDriver: known({ driver: 'splunk' }) }, 'ng', /goes to splunk/],
  ['manager/log-driver', 'none', { logDriver: known({ driver: '' }) }, 'ng', /nowhere/],
  ['manager/zone-rebalancing', 'off', {}, 'ok', /does not move/],
  [
    'manager/zone-rebalancing',
    'on',
    { service: known(service({ zoneRebalancing: true })) },
    'ng',
    /→ aws ecs update-service --cluster ci-Cluster --service ci-Service/,
  ],
  ['manager/zone-rebalancing', 'not told', { service: known(undefined) }, 'skip', /does not say/],

  ['gitlab/token', 'good', {}, 'ok', /no refusal/],
  [
    'gitlab/token',
    'refused',
    { refusal: known(now - 60_000) },
    'ng',
    /GitLab refuses.* → glfr runner rotate/,
  ],
  [
    'gitlab/token',
    'expired, though the log says nothing',
    { runner: known({ ...runner, tokenExpiresAt: now - 1 }), refusal: unknown('no log') },
    'ng',
    /expired/,
  ],
  [
    'gitlab/token',
    'soon over',
    { runner: known({ ...runner, tokenExpiresAt: now + day }) },
    'ng',
    /expires on/,
  ],
  ['gitlab/token', 'nobody knows', { refusal: unknown('no log', 'x') }, 'skip', /no log → x/],
  ['gitlab/token', 'GitLab is not asked', { runner: unknown('no token') }, 'ok', /no refusal/],
  ['gitlab/runner', 'online', {}, 'ok', /#41 is online/],
  [
    'gitlab/runner',
    'paused',
    { runner: known({ ...runner, paused: true }) },
    'ng',
    /paused.* → glfr runner unpause/,
  ],
  [
    'gitlab/runner',
    'offline',
    { runner: known({ ...runner, online: false }) },
    'ng',
    /not heard.* → glfr status/,
  ],
  ['gitlab/runner', 'gone', { runner: known(undefined) }, 'ng', /no runner #41 any more/],
  ['gitlab/runner-version', 'the same major', {}, 'ok', /19.3.0 with GitLab 19.3.1-ee/],
  [
    'gitlab/runner-version',
    'behind',
    { managers: manager('18.9.0') },
    'ng',
    /behind → glfr deploy --manager-image/,
  ],
  ['gitlab/runner-version', 'ahead', { managers: manager('20.0.0') }, 'ng', /newer/],
  ['gitlab/runner-version', 'never contacted', { managers: known([]) }, 'skip', /does not tell/],

  ['executors/kind', 'docker-autoscaler', {}, 'ok', /goes on/],
  [
    'executors/kind',
    'docker-machine',
    { stack: kind('docker-machine') },
    'ng',
    /in 177 days → glfr deploy --executor/,
  ],
  ['executors/kind', 'long before', { stack: kind('docker-machine'), now: Date.UTC(2026, 0) }, 'ok', /20.0/],
  [
    'executors/kind',
    'a GitLab that has dropped it',
    { stack: kind('docker-machine'), now: Date.UTC(2026, 0), gitlabVersion: known('20.0.0') },
    'ng',
    /20.0/,
  ],
  [
    'executors/kind',
    'after the end',
    { stack: kind('docker-machine'), now: Date.UTC(2028, 0) },
    'ng',
    /over/,
  ],
  ['executors/az-rebalance', 'suspended', {}, 'ok', /suspended/],
  [
    'executors/az-rebalance',
    'on',
    { executorGroup: known({ name: 'g', suspended: [] }) },
    'ng',
    /→ aws autoscaling suspend-processes --auto-scaling-group-name g --scaling-processes AZRebalance/,
  ],
  ['executors/az-rebalance', 'no group', { executorGroup: known(undefined) }, 'ok', /no Auto Scaling group/],
  ['executors/image-age', 'new', {}, 'ok', /10 days old/],
  [
    'executors/image-age',
    'just not too old',
    { image: known({ id: 'ami-1', createdAt: now - 90 * day }) },
    'ok',
    /90/,
  ],
  [
    'executors/image-age',
    'old',
    { image: known({ id: 'ami-1', createdAt: now - 91 * day }) },
    'ng',
    /91 days.* → glfr deploy$/,
  ],
  [
    'executors/image-age',
    "old, and the user's own",
    { stack: known(stack({ Ami: 'ami-0a1b2c3d' })), image: known({ id: 'ami-1', createdAt: 0 }) },
    'ng',
    /--ami AMI/,
  ],
  [
    'executors/image-age',
    'gone',
    { image: known({ id: 'ami-1', isGone: true }) },
    'ng',
    /no executor can start/,
  ],
  ['executors/image-age', 'by parameter', { image: known({ id: 'resolve:ssm:/x' }) }, 'ok', /newest/],
  ['executors/image-age', 'of no known age', { image: known({ id: 'ami-1' }) }, 'skip', /how old/],
  ['executors/image-age', 'none', { image: known(undefined) }, 'ok', /no machine image/],
  ['executors/orphans', 'none', {}, 'ok', /none among 1/],
  [
    'executors/orphans',
    'one',
    { executors: known([row(), row({ id: 'i-2', state: 'orphan' })]) },
    'ng',
    /know i-2 → glfr executors prune$/,
  ],
];

describe('judgements', () => {
  it.each(rows)('%s: %s', (name, _what, facts, state, says) => {
    const { state: judged, text, fix } = find(facts, name);
    expect(judged).toBe(state);
    expect(`${text}${fix ? ` → ${fix}` : ''}`).toMatch(says);
    if (state === 'ng') expect(fix).toBeTruthy();
    expect(text).not.toMatch(/\.$/);
  });

  it('every check has a row of its own here, and one for each fact that is unknown', () => {
    const ids = diagnose(healthy()).map(({ group, id }) => `${group}/${id}`);
    expect([...new Set(rows.map(([name]) => name))]).toEqual(ids);
  });

  it('what is not known is skipped, and never wrong', () => {
    const nothing = Object.fromEntries(
      Object.keys(healthy()).map((name) => [name, unknown('not allowed', 'ask')]),
    );
    const checks = diagnose({ ...(nothing as unknown as Facts), now, version: '1.2.3' });
    expect(new Set(checks.map(({ state }) => state))).toEqual(new Set(['skip']));
    expect(checks.filter(({ text }) => text === 'not allowed')).toHaveLength(checks.length);
  });

  it('a stack of which nothing is wrong', () => {
    expect(diagnose(healthy()).filter(({ state }) => state === 'ng')).toEqual([]);
  });
});
