import { Flags } from '@oclif/core';
import { executorKinds } from '../domain/settings/executor-kind.ts';

/** Where an export goes. */
export const outputFlags = {
  output: Flags.string({
    char: 'o',
    description: 'write there instead of to stdout',
    env: 'GLFR_EXPORT_OUTPUT',
    helpValue: 'FILE',
  }),
  force: Flags.boolean({ description: 'overwrite what is there', env: 'GLFR_EXPORT_FORCE' }),
};

export const executorFlag = {
  executor: Flags.option({
    description: 'executor kind: how the manager makes executors',
    env: 'GLFR_EXECUTOR',
    options: executorKinds,
    default: 'docker-autoscaler' as const,
  })(),
};

/** What glfr reads from the network or from GitLab when it deploys, and an export has to be told. */
export const toldFlags = {
  'public-ip': Flags.boolean({
    description: 'the subnets are public: the manager needs an address of its own',
    env: 'GLFR_PUBLIC_IP',
    allowNo: true,
  }),
  'machine-zone': Flags.string({
    description: "letter of the first subnet's zone, for docker-machine",
    env: 'GLFR_MACHINE_ZONE',
  }),
  'runner-id': Flags.integer({
    description: 'number of the runner in GitLab',
    env: 'GLFR_RUNNER_ID',
    min: 1,
  }),
  'runner-name': Flags.string({
    description: "name of the runner in the manager's log",
    env: 'GLFR_RUNNER_NAME',
  }),
};
