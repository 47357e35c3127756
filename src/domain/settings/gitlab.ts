import * as z from 'zod';
import { list, onOff, text } from './schema.ts';
import { setting } from './setting.ts';

const gitlabUrl = z.preprocess(
  (value) => (typeof value === 'string' && !value.includes('://') ? `https://${value}` : value),
  z
    .url({
      protocol: /^https?$/,
      error: 'an http(s) address such as https://gitlab.example.com',
      abort: true,
    })
    .refine(
      (url) => new URL(url).username + new URL(url).password === '',
      'an address without a user name or password in it',
    )
    .transform((url) => new URL(url).href.replace(/\/+$/, ''))
    .refine((url) => !/["\\$]/.test(url), 'an address without quotes, backslashes and dollar signs'),
);

/** PEM as it is, or in base64; kept in base64 on one line. */
const certificate = z
  .string('a PEM certificate')
  .transform((value) =>
    value.includes('-----BEGIN') ? btoa(value.trim().concat('\n')) : value.replace(/\s/g, ''),
  )
  .refine((value) => value === '' || isPem(value), 'a PEM certificate (-----BEGIN CERTIFICATE-----)');

function isPem(base64: string): boolean {
  try {
    return /-----BEGIN CERTIFICATE-----/.test(atob(base64));
  } catch {
    return false;
  }
}

/** Which GitLab, and what its runner may do there. */
export const gitlabSettings = {
  gitlabUrl: setting({
    flag: 'gitlab-url',
    help: 'address of GitLab',
    schema: gitlabUrl,
    default: 'https://gitlab.com',
    question: 'Where is your GitLab?',
    parameter: 'GitLabUrl',
    form: 'text',
  }),
  scope: setting({
    flag: 'scope',
    help: 'who may use a runner that glfr creates: instance, group:ID or project:ID',
    schema: text(/^(instance|(group|project):\d+)$/, 'instance, group:ID or project:ID'),
    default: 'instance',
    question: 'Who may use the runner?',
    form: 'text',
  }),
  tags: setting({
    flag: 'tags',
    help: 'tags of a runner that glfr creates, separated by commas',
    schema: list(
      z.string('a tag').trim().min(1, 'a tag is not empty').max(255, 'a tag has 255 characters at most'),
    ),
    default: [],
    question: 'Which tags should jobs name to get this runner? (comma-separated; none: every job)',
    form: 'list',
  }),
  runUntagged: setting({
    flag: 'run-untagged',
    help: 'let a runner that glfr creates take jobs without tags (on when it has no tags)',
    schema: onOff,
    question: 'Take jobs without tags too?',
    form: 'switch',
  }),
  gitlabAddress: setting({
    flag: 'gitlab-address',
    help: 'IP address of GitLab where its name does not lead there inside the VPC',
    schema: z.union([z.literal(''), z.ipv4(), z.ipv6()], 'an IP address'),
    default: '',
    parameter: 'GitLabAddress',
    form: 'text',
  }),
  ca: setting({
    flag: 'ca',
    help: "PEM file (or base64) of the authority that signed GitLab's certificate",
    schema: certificate,
    default: '',
    parameter: 'CaCertificate',
    form: 'text',
  }),
} as const;
