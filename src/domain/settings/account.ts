import { list, onOff, text } from './schema.ts';
import { setting } from './setting.ts';

const tag = text(/^[\w .:/+@-]{1,128}=[\w .:/+@-]{0,256}$/, 'a tag such as team=platform');

/** How the stack fits into the account: names, tags, rights, and who is told. */
export const accountSettings = {
  permissionsBoundary: setting({
    flag: 'permissions-boundary',
    help: 'ARN of a policy that bounds every role of the stack',
    schema: text(/^(arn:[\w-]+:iam::.+)?$/, 'the ARN of an IAM policy'),
    default: '',
    parameter: 'PermissionsBoundary',
    form: 'text',
  }),
  iamPath: setting({
    flag: 'iam-path',
    help: "IAM path of the stack's roles",
    schema: text(/^\/([\x21-\x7e]+\/)?$/, 'a path such as /ci/'),
    default: '/',
    parameter: 'IamPath',
    form: 'text',
  }),
  costTag: setting({
    flag: 'cost-tag',
    help: 'cost-allocation tag of executors, their disks and the manager, KEY=VALUE',
    schema: text(/^[\w .:/+@-]{1,128}=[\w .:/+@-]{1,256}$/, 'a tag such as team=platform'),
    default: 'glfr:cost=gitlab-runner',
    parameter: 'CostTag',
    form: 'text',
  }),
  awsTags: setting({
    flag: 'aws-tag',
    help: 'tag KEY=VALUE of the stack and all that is in it; repeat for several',
    schema: list(tag),
    default: [],
    form: 'list',
  }),
  alarms: setting({
    flag: 'alarms',
    help: 'CloudWatch alarms: manager gone, GitLab not reached, executors at the limit, launches failing',
    schema: onOff,
    default: false,
    parameter: 'Alarms',
    form: 'switch',
  }),
  alarmTarget: setting({
    flag: 'alarm-target',
    help: 'who is told of alarms: an e-mail address or the ARN of an SNS topic',
    schema: text(
      /^(arn:[a-z-]+:sns:[a-z0-9-]+:\d{12}:[\w-]+|[^\s@"]+@[^\s@"]+\.[^\s@"]+)?$/,
      'an e-mail address or the ARN of an SNS topic',
    ),
    default: '',
    parameter: 'AlarmTarget',
    form: 'text',
  }),
  dashboard: setting({
    flag: 'dashboard',
    help: 'a CloudWatch dashboard of the runner',
    schema: onOff,
    default: false,
    parameter: 'Dashboard',
    form: 'switch',
  }),
} as const;
