import type { StatusResult } from '../result/status.ts';
import { settingsFromParameters } from '../settings/stored.ts';
import type { Stack } from './stack.ts';

/** A stack as `glfr status` tells of it. */
export const stackFacts = (stack: Stack): StatusResult['stack'] => ({
  status: stack.status,
  ...(stack.statusReason && { reason: stack.statusReason }),
  createdAt: new Date(stack.createdAt).toISOString(),
  ...(stack.updatedAt && { updatedAt: new Date(stack.updatedAt).toISOString() }),
});

/** The settings that say most. */
export function settingFacts(stack: Stack): StatusResult['settings'] {
  const {
    concurrency = 0,
    instanceTypes = [],
    executor = '',
    idle = 0,
    vpc = '',
    subnets = [],
  } = settingsFromParameters(stack.parameters);
  return { concurrency, instanceTypes, executor, idle, vpc, subnets };
}
