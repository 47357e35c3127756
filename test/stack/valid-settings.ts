import fc from 'fast-check';
import { architectureFor } from '../../src/domain/settings/architecture.ts';
import { settingIssues } from '../../src/domain/settings/check.ts';
import { complete } from '../../src/domain/settings/complete.ts';
import { type Draft, type Settings, settingKeys } from '../../src/domain/settings/declaration.ts';
import type { ExecutorKind } from '../../src/domain/settings/executor-kind.ts';
import { parametersFromSettings, settingOf } from '../../src/domain/settings/stored.ts';
import { draft } from '../domain/settings/drafts.ts';
import { templateOf } from './deployed.ts';

/** What glfr works out itself, and no setting says. */
export interface Derived {
  AssignPublicIp: string;
  MachineZone: string;
  RunnerId: string;
  RunnerName: string;
}

export const token = 'glrt-t1_ThisIsTheSecret';

export const derived: fc.Arbitrary<Derived> = fc.record({
  AssignPublicIp: fc.constantFrom('ENABLED', 'DISABLED'),
  MachineZone: fc.constantFrom('a', 'f'),
  RunnerId: fc.oneof(fc.constant(''), fc.integer({ min: 1, max: 99_999_999 }).map(String)),
  RunnerName: fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/),
});

/** A schedule in parts, so that what a stack makes of it can be said independently. */
export interface Schedule {
  cron: string;
  idle: number;
  seconds: number;
  zone: string;
}

const field = fc.constantFrom('*', '*/5', '7', '1,5', '1-6');
const weekdays = fc.constantFrom('*', 'mon-fri', '0', '6');

export const schedules: fc.Arbitrary<Schedule[]> = fc.array(
  fc.record({
    cron: fc.tuple(field, field, field, field, weekdays).map((fields) => fields.join(' ')),
    idle: fc.integer({ min: 0, max: 1000 }),
    seconds: fc.integer({ min: 60, max: 86_400 }),
    zone: fc.constantFrom(
      'UTC',
      'Europe/Berlin',
      'America/Port-au-Prince',
      'Etc/GMT+5',
      'America/Indiana/Knox',
    ),
  }),
  { maxLength: 4 },
);

export const written = ({ cron, idle, seconds, zone }: Schedule): string =>
  `${cron}=${idle}:${seconds}@${zone}`;

const fargatePairs = [
  [256, 512],
  [1024, 8192],
  [4096, 30_720],
] as const;

/** Bends random settings into ones that go together; which do is for `settingIssues` to say. */
function together(draft: Draft, kind: ExecutorKind, list: Schedule[], pick: number): Draft {
  const isOneSubnet = kind !== 'docker-autoscaler';
  const [managerCpu, managerMemory] = fargatePairs[pick % 3]!;
  const [jobCpu, jobMemory] = fargatePairs[(pick + 1) % 3]!;
  const isArm = pick % 2 === 1;
  const types = draft.instanceTypes?.map((type) => (isArm ? type.replace(/^[^.]*/, 'm7g') : type)) ?? [
    't3.large',
  ];
  const bent: Draft = {
    ...draft,
    vpc: draft.vpc ?? 'vpc-0a1b2c3d',
    subnets: (draft.subnets ?? ['subnet-0a1b2c3d']).slice(0, isOneSubnet ? 1 : 4),
    executor: kind,
    architecture: 'auto',
    instanceTypes: types.slice(0, kind === 'docker-machine' ? 1 : 5),
    onDemandPercent: isOneSubnet ? (pick % 2) * 100 : draft.onDemandPercent,
    memory: draft.vcpus ? draft.memory || '8192-16384' : '',
    maxExecutors: pick % 2 === 1 ? 1000 : undefined,
    concurrency: Math.min(draft.concurrency ?? 4, 700),
    schedules: list.map(written),
    executorRole: draft.ssm || draft.ecr === 'jobs' ? '' : draft.executorRole,
    endpoints: false,
    proxyBypass: draft.proxy ? draft.proxyBypass : '',
    alarmTarget: draft.alarms ? draft.alarmTarget : '',
    image: draft.image ?? 'ruby:3',
    ...{ managerCpu, managerMemory, jobCpu, jobMemory },
  };
  const known = settingKeys.filter((key) => settingOf(key).kinds?.includes(kind) ?? true);
  return Object.fromEntries(known.map((key) => [key, bent[key]])) as Draft;
}

export interface Case {
  settings: Settings;
  derived: Derived;
  schedules: Schedule[];
}

/** Settings that glfr takes for a kind, with what it derives. */
export const cases = (kind: ExecutorKind): fc.Arbitrary<Case> =>
  fc
    .tuple(draft({ requiredKeys: [] }), schedules, fc.nat(11), derived)
    .map(([random, wanted, pick, derived]) => {
      // More idle executors than there may be in all is refused.
      const list = wanted.map((one) => ({ ...one, idle: pick % 2 === 1 ? one.idle : Math.min(one.idle, 3) }));
      const bent = together(random, kind, list, pick);
      return { bent, settings: complete(bent), derived, schedules: list };
    })
    .filter(({ bent, settings }) => settingIssues(settings, bent).length === 0);

/** The parameters that glfr would deploy, of those that the kind's template has. */
export function parametersOf(kind: ExecutorKind, { settings, derived }: Case): Record<string, string> {
  const all = {
    ...parametersFromSettings(settings),
    ...derived,
    Architecture: architectureFor(settings),
    RunnerToken: token,
    TokenSetAt: '2026-11-23T10:00:00Z',
  };
  const { parameters } = templateOf(kind);
  return Object.fromEntries(Object.entries(all).filter(([name]) => name in parameters));
}
