import { Flags } from '@oclif/core';
import { commonFlags, configFlag, dryRunFlag, tokenFlag, waitFlags } from './flags.ts';
import { settingFlags } from './setting-flags.ts';

/** Flags of the commands that make a plan of all settings. */
export const deployFlags = () => ({
  ...settingFlags(),
  ...configFlag,
  ...dryRunFlag,
  force: Flags.boolean({
    description: 'deploy although the network check says BLOCKED',
    env: 'GLFR_FORCE',
  }),
  ...tokenFlag,
  ...waitFlags,
  ...commonFlags,
});
