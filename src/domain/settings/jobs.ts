import * as z from 'zod';
import { onEc2 } from './executor-kind.ts';
import { choice, image, list, oneOf, onOff, text, whole } from './schema.ts';
import { setting } from './setting.ts';

const fargate = ['fargate'] as const;

/** What a job finds on its executor. */
export const jobSettings = {
  image: setting({
    flag: 'image',
    help: 'container image of jobs that name none; with fargate, of all jobs',
    schema: image,
    default: 'alpine:latest',
    parameter: 'JobImage',
    form: 'text',
  }),
  privileged: setting({
    flag: 'privileged',
    help: 'run job containers privileged, which docker-in-docker needs',
    schema: onOff,
    default: true,
    parameter: 'Privileged',
    form: 'switch',
    kinds: onEc2,
  }),
  volumes: setting({
    flag: 'volume',
    help: 'volume of job containers; repeat for several; docker-in-docker needs /certs/client',
    schema: list(text(/^[^\s",\\$]+$/, 'a volume such as /cache or /opt/tools:/tools:ro')).pipe(
      z.array(z.string()).min(1, 'at least one volume'),
    ),
    default: ['/certs/client', '/cache'],
    parameter: 'Volumes',
    form: 'list',
    kinds: onEc2,
  }),
  ecr: setting({
    flag: 'ecr',
    help: "private images of this account's ECR: off, as images of jobs, or also by commands in jobs",
    schema: choice(['off', 'images', 'jobs']),
    default: 'off',
    parameter: 'Ecr',
    form: 'text',
    options: ['off', 'images', 'jobs'],
    kinds: onEc2,
  }),
  cacheDays: setting({
    flag: 'cache-days',
    help: 'days the job cache is kept in an S3 bucket of the stack; 0 for no bucket',
    schema: whole(0, 3650),
    default: 14,
    parameter: 'CacheDays',
    form: 'number',
  }),
  runnerToml: setting({
    flag: 'runner-toml',
    help: 'more lines for [[runners]] in config.toml, such as docker.shm_size = 300000000; no secrets',
    schema: z.string('lines of TOML').max(3000, 'at most 3000 characters'),
    default: '',
    parameter: 'RunnerToml',
    form: 'text',
  }),
  jobCpu: setting({
    flag: 'job-cpu',
    help: "CPU units of a job's Fargate task",
    schema: oneOf([256, 512, 1024, 2048, 4096, 8192, 16_384]),
    default: 1024,
    parameter: 'JobCpu',
    form: 'number',
    kinds: fargate,
  }),
  jobMemory: setting({
    flag: 'job-memory',
    help: "memory of a job's Fargate task in MiB",
    schema: whole(512, 122_880),
    default: 2048,
    parameter: 'JobMemory',
    form: 'number',
    kinds: fargate,
  }),
} as const;
