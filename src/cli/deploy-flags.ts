import { Flags } from '@oclif/core';
import { commonFlags, tokenFlag, waitFlags } from './flags.ts';
import { settingFlags } from './setting-flags.ts';

/** Flags of the commands that make a plan of all settings. */
export const deployFlags = () => ({
  ...settingFlags(),
  config: Flags.string({
    description: 'read settings from this YAML file',
    env: 'GLFR_CONFIG',
    helpValue: 'FILE',
  }),
  'dry-run': Flags.boolean({ description: 'end at the plan', env: 'GLFR_DRY_RUN' }),
  force: Flags.boolean({
    description: 'deploy although the network check says BLOCKED',
    env: 'GLFR_FORCE',
  }),
  ...tokenFlag,
  ...waitFlags,
  ...commonFlags,
});
