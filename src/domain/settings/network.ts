import * as z from 'zod';
import { list, onOff, text } from './schema.ts';
import { setting } from './setting.ts';

/** Where manager and executors live, and their way out. */
export const networkSettings = {
  vpc: setting({
    flag: 'vpc',
    help: 'VPC the manager and the executors live in',
    schema: text(/^vpc-[0-9a-f]{8,17}$/, 'an id such as vpc-0a1b2c3d'),
    question: 'Which VPC should the runner live in?',
    parameter: 'VpcId',
    form: 'text',
  }),
  subnets: setting({
    flag: 'subnet',
    help: 'subnet for manager and executors; repeat for several zones',
    schema: list(text(/^subnet-[0-9a-f]{8,17}$/, 'an id such as subnet-0a1b2c3d')).pipe(
      z.array(z.string()).min(1, 'at least one subnet'),
    ),
    question: 'Which subnets?',
    parameter: 'SubnetIds',
    form: 'list',
  }),
  endpoints: setting({
    flag: 'endpoints',
    help: 'make the VPC endpoints that are missing, for subnets without a way to the internet',
    schema: onOff,
    default: false,
    form: 'switch',
  }),
  proxy: setting({
    flag: 'proxy',
    help: 'HTTP proxy of the manager, of Docker on the executors and of jobs',
    schema: text(/^(https?:\/\/[^\s"'\\$@,]+)?$/, 'an address such as http://proxy.example.com:3128'),
    default: '',
    parameter: 'HttpProxy',
    form: 'text',
  }),
  proxyBypass: setting({
    flag: 'proxy-bypass',
    help: 'hosts, domains and CIDR blocks reached without the proxy, separated by commas',
    schema: text(/^[A-Za-z0-9.,:/*-]*$/, 'hosts, domains and CIDR blocks with commas between'),
    default: '',
    parameter: 'NoProxy',
    form: 'text',
  }),
} as const;
