import { iso } from '../iso.ts';
import type { StatusResult } from '../result/status.ts';
import { settingsFromParameters } from '../settings/stored.ts';
import type { Stack } from './stack.ts';

/** A stack as `glfr status` tells of it. */
export const stackFacts = (stack: Stack): StatusResult['stack'] => ({
  status: stack.status,
  ...(stack.statusReason && { reason: stack.statusReason }),
  createdAt: iso(stack.createdAt),
  ...(stack.updatedAt && { updatedAt: iso(stack.updatedAt) }),
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
