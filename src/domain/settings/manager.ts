import { choice, image, oneOf, whole } from './schema.ts';
import { setting } from './setting.ts';

/** What CloudWatch Logs takes. */
const retentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/** The manager's own task. */
export const managerSettings = {
  managerImage: setting({
    flag: 'manager-image',
    help: "the manager's container image (gitlab-runner 19.2 or newer)",
    schema: image,
    default: 'public.ecr.aws/gitlab/gitlab-runner:alpine-v19.3.0',
    parameter: 'ManagerImage',
    form: 'text',
  }),
  managerArchitecture: setting({
    flag: 'manager-architecture',
    help: "the manager's processor architecture (arm64; with fargate x86_64)",
    schema: choice(['arm64', 'x86_64']),
    parameter: 'ManagerArchitecture',
    form: 'text',
    options: ['arm64', 'x86_64'],
  }),
  managerCpu: setting({
    flag: 'manager-cpu',
    help: "the manager's Fargate CPU units",
    schema: oneOf([256, 512, 1024, 2048, 4096]),
    default: 512,
    parameter: 'ManagerCpu',
    form: 'number',
  }),
  managerMemory: setting({
    flag: 'manager-memory',
    help: "the manager's Fargate memory in MiB",
    schema: whole(512, 30_720),
    default: 1024,
    parameter: 'ManagerMemory',
    form: 'number',
  }),
  logRetention: setting({
    flag: 'log-retention',
    help: "days the manager's log is kept",
    schema: oneOf(retentions),
    default: 14,
    parameter: 'LogRetentionDays',
    form: 'number',
  }),
} as const;
