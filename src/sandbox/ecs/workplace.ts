import type { Executor } from '../../domain/simulation/executor.ts';
import type { Fleet } from '../../domain/simulation/fleet.ts';
import type { LogLevel } from '../../domain/simulation/log-record.ts';
import { addressIn } from '../ec2/addresses.ts';
import { machinesOf } from '../fleet/machines.ts';
import { findGroup } from '../fleet/state.ts';
import type { World } from '../world.ts';
import { readMachineOptions } from './config-toml.ts';
import { readDriver } from './driver-toml.ts';
import { jobTasksOf } from './job-tasks.ts';

type Say = (level: LogLevel, words: string) => void;

/** Where a manager's executors come from. */
export interface Workplace {
  fleet: Fleet;
  addressOf: (executor: Executor) => string;
  /** The manager is gone. */
  left(): void;
}

interface Start {
  world: World;
  environment: Readonly<Record<string, string>>;
  say: Say;
}

/** assets/stack/docker-autoscaler/prepare.sh */
function autoscaler({ world, environment, say }: Start): Workplace | undefined {
  say('info', 'installing the plugin');
  const group = findGroup(world.groups, environment.GLFR_EXECUTOR_GROUP);
  return (
    group && {
      fleet: group.fleet,
      addressOf: ({ zone, privateAddress }) =>
        addressIn(world.network, group.subnets[zone] ?? '', privateAddress),
      left: () => group.fleet.forgetOwed(),
    }
  );
}

/** assets/stack/docker-machine/prepare.sh: what an earlier manager left is ended. */
function machines({ world, environment, say }: Start): Workplace {
  const options = readMachineOptions(environment.GLFR_CONFIG ?? '');
  const { fleet } = machinesOf(world, environment.GLFR_SECURITY_GROUP ?? '', options);
  say('warning', 'docker-machine ends with GitLab 20.0 (May 2027); docker-autoscaler is its successor');
  const left = fleet.executors.filter(({ terminatingAt }) => terminatingAt === undefined);
  for (const { id } of left) {
    fleet.remove(id);
    say('info', `ended ${id}, which an earlier manager left`);
  }
  for (const { name } of left) say('info', `deleted the key pair ${name}`);
  return {
    fleet,
    addressOf: ({ privateAddress }) =>
      addressIn(world.network, options.get('subnet-id') ?? '', privateAddress),
    left: () => undefined,
  };
}

/** assets/stack/fargate/prepare.sh, which says nothing when all goes well. */
function fargate({ world, environment }: Start): Workplace {
  const driver = readDriver(environment.GLFR_FARGATE ?? '');
  const { fleet } = jobTasksOf(world, driver);
  return {
    fleet,
    addressOf: ({ privateAddress }) => addressIn(world.network, driver.subnet, privateAddress),
    left: () => undefined,
  };
}

/** What the manager's script does and says before it starts gitlab-runner; nothing where its group is missing. */
export function prepare(start: Start): Workplace | undefined {
  if (start.environment.GLFR_EXECUTOR === 'docker-machine') return machines(start);
  return start.environment.GLFR_EXECUTOR === 'fargate' ? fargate(start) : autoscaler(start);
}
