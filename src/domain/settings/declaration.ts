import type { z } from 'zod';
import { accountSettings } from './account.ts';
import { executorSettings } from './executors.ts';
import { gitlabSettings } from './gitlab.ts';
import { jobSettings } from './jobs.ts';
import { managerSettings } from './manager.ts';
import { networkSettings } from './network.ts';
import { sizeSettings } from './size.ts';

/** Every setting of a deployment. The bundled templates' parameters are held equal to this by a test. */
export const settings = {
  ...networkSettings,
  ...gitlabSettings,
  ...executorSettings,
  ...sizeSettings,
  ...jobSettings,
  ...managerSettings,
  ...accountSettings,
} as const;

export type SettingKey = keyof typeof settings;
export type Settings = { [K in SettingKey]: z.output<(typeof settings)[K]['schema']> };
export type Draft = { [K in SettingKey]?: Settings[K] | undefined };

/** Parameters of the template that no one sets by hand: glfr works them out. */
export const derivedParameters = [
  'AssignPublicIp',
  'Architecture',
  'MachineZone',
  'RunnerId',
  'RunnerToken',
  'TokenSetAt',
  'RunnerName',
] as const;

export const settingKeys = Object.keys(settings) as SettingKey[];
