import { type Fact, known, unknown } from '../domain/doctor/fact.ts';
import type { Facts, Identity, Refused } from '../domain/doctor/facts.ts';
import { hasCode } from '../domain/error.ts';
import type { ExecutorRow } from '../domain/fleet/executor-row.ts';
import { listExecutors } from '../domain/fleet/executors.ts';
import { isFargate, listJobTasks } from '../domain/fleet/job-tasks.ts';
import { settingsFromParameters } from '../domain/settings/stored.ts';
import type { StackParts } from '../domain/stack/parts.ts';
import type { Stack } from '../domain/stack/stack.ts';
import type { Credentials } from '../domain/wizard/state.ts';
import { awaitDrift } from './await-drift.ts';
import { type Checked, check } from './check.ts';
import { accountFacts } from './doctor-account.ts';
import { gitlabFacts } from './doctor-gitlab.ts';
import { imageOf } from './image-of.ts';
import { instancesOf } from './instances-of.ts';
import { refusalOf } from './last-refusal.ts';
import { locate } from './locate.ts';
import type {
  Clock,
  FleetPort,
  GitLabPort,
  IdentityPort,
  InspectionPort,
  LogsPort,
  NetworkPort,
  OfferingsPort,
  ServicePort,
  StackPort,
} from './ports.ts';
import { activityStart, readActivity } from './read-activity.ts';
import { denied, readFact, readFrom } from './read-fact.ts';
import { findParts } from './stack-parts.ts';

export interface DoctorDeps {
  identity: IdentityPort;
  stacks: StackPort;
  service: ServicePort;
  network: NetworkPort;
  offerings: OfferingsPort;
  fleet: FleetPort;
  logs: LogsPort;
  gitlab: GitLabPort;
  inspection: InspectionPort;
  clock: Clock;
}

export interface DoctorInput {
  stackName?: string | undefined;
  credentials: Credentials;
  /** Compare the stack with its resources too, which takes long. */
  drift: boolean;
  /** Of this glfr. */
  version: string;
}

type ReadFacts = Omit<Facts, 'now' | 'version'>;

/** Every fact on its way, all at once; those that need another one begin when it is there. */
export type Readings = { [Name in keyof ReadFacts]: Promise<ReadFacts[Name]> };

/** Begins to read. Errors: those of `locate`, in the fact `stack` and all that follow from it. */
export function readFacts(input: DoctorInput, deps: DoctorDeps): Readings {
  const { stacks, service, inspection } = deps;
  const stack = readFact(() => locate(input.stackName, stacks));
  const parts = readFrom(stack, (found) => readParts(found, stacks));
  const tasks = readFrom(parts, ({ cluster, service: name }) => readFact(() => service.tasks(cluster, name)));
  const manager = readFrom(parts, ({ cluster, service: name }) =>
    readFact(() => service.describe(cluster, name)),
  );
  const group = readFrom(parts, ({ executorGroup: name }) =>
    name === '' ? Promise.resolve(known(undefined)) : readFact(() => inspection.executorGroup(name)),
  );
  const executors = readFrom(stack, (found) =>
    readFrom(parts, (of) => readFact(() => rowsOf(found, of, deps))),
  );
  const network = readFrom(stack, ({ name }) => readFact(() => checkOwn(name, deps)));
  const identity = readIdentity(deps);
  const types = readFrom(stack, (found) => readOfferings(found, deps.offerings));
  return {
    ...{ stack, tasks, executors, service: manager, executorGroup: group, identity, offerings: types },
    ...accountFacts({ stack, identity, offerings: types, stackName: input.stackName }, inspection),
    resources: readFrom(stack, ({ id }) => readFact(() => stacks.resources(id))),
    drift: input.drift
      ? readFrom(stack, ({ name }) => awaitDrift(name, deps))
      : Promise.resolve(unknown('not compared, since it takes a minute or more', 'glfr doctor --drift')),
    snapshot: readFrom(network, async ({ snapshot }) => known(snapshot)),
    reach: readFrom(network, async ({ report }) => known(report)),
    logDriver: readFrom(manager, (found) => {
      const definition = found?.deployments.find(({ status }) => status === 'PRIMARY')?.taskDefinition;
      if (!definition) return Promise.resolve(unknown('the service has no task definition', 'glfr status'));
      return readFact(() => inspection.logDriver(definition));
    }),
    refusal: readFrom(stack, (found) => readRefusal(found, deps)),
    image: readFrom(stack, (found) => imageOf(found, { group, executors }, inspection)),
    ...gitlabFacts(stack, input.credentials, deps.gitlab),
  };
}

/** Bad credentials are a finding, not a reason to end. */
async function readIdentity({ identity }: DoctorDeps): Promise<Fact<Identity | Refused>> {
  return readFact(() =>
    identity.whoAmI().catch((error): Refused => {
      if (!hasCode(error, 'aws.no-credentials', 'aws.credentials-expired', 'aws.unreachable')) throw error;
      const [fix = 'aws sso login'] = error.suggestions;
      return { refused: error.message.replace(/\.$/, ''), fix };
    }),
  );
}

async function readParts(stack: Stack, stacks: StackPort): Promise<Fact<StackParts>> {
  const parts = await readFact(() => findParts(stack, stacks));
  if (!parts.known) return parts;
  return parts.value ? known(parts.value) : unknown('the stack has no manager yet', 'glfr status');
}

async function readOfferings({ parameters }: Stack, port: OfferingsPort): Promise<Facts['offerings']> {
  const { instanceTypes = [] } = settingsFromParameters(parameters);
  const found = await readFact(() => port.find(instanceTypes));
  if (!found.known) return found;
  const { value } = found;
  if (value.readable) return known(value.items);
  return denied(value.permission);
}

async function readRefusal(stack: Stack, deps: DoctorDeps): Promise<Facts['refusal']> {
  const found = await readFact(() => refusalOf(stack, deps));
  if (!found.known || found.value !== 'unknown') return found as Facts['refusal'];
  return unknown('no manager runs whose log would tell of its token', 'glfr status');
}

/** The executors with what the manager's log says of them, as `glfr status` counts them. */
async function rowsOf(stack: Stack, parts: StackParts, deps: DoctorDeps): Promise<ExecutorRow[]> {
  const now = deps.clock.now();
  const all = await instancesOf(stack, parts, deps.fleet);
  const instances = all.filter(({ state }) => state !== 'terminated');
  if (isFargate(stack)) return listJobTasks(instances, now);
  const from = activityStart(instances, now);
  const { activity } = await readActivity(parts, from, deps.logs);
  return listExecutors(instances, activity, now, { logFrom: from });
}

/** As `glfr check` asks it of a stack. */
async function checkOwn(stackName: string, deps: DoctorDeps): Promise<Checked> {
  const own = { stackName, subnets: [], securityGroups: [], ssh: false, registries: [] };
  const checking = check({ ask: { kind: 'own', ...own } }, deps);
  for (;;) {
    const step = await checking.next();
    if (step.done) return step.value;
  }
}
