import { setClock } from './world.ts';

export interface Scene {
  /** Of its place in README.md, and of its picture. */
  name: string;
  /** What is typed after `glfr`. `JOB` stands for the newest job that succeeded. */
  command: string;
  env?: Readonly<Record<string, string>>;
  /** Which moment of the sandbox it is. */
  before?: () => void;
  /** Where its picture has this alternative text; a block of text without. */
  picture?: string;
  /** Replaced by `[…]`. */
  isLeftOut?: (line: string, index: number) => boolean;
}

const stands = 0.001;
const usual = 10;

export const scenes: readonly Scene[] = [
  {
    name: 'init',
    command: 'init --yes',
    isLeftOut: (line) => /^ {2}✔|^ {4,6}\S|^ {13}[A-Z]\w+ +\S/.test(line),
    picture: 'glfr init: what it found, the plan with its cost, and the stack as it came to be',
  },
  {
    name: 'logs',
    command: 'logs --since 2m',
    before: () => setClock(36.5, stands),
    isLeftOut: (_, index) => index > 8,
  },
  { name: 'executors', command: 'executors ls' },
  { name: 'jobs', command: 'jobs -n 6' },
  {
    name: 'why',
    command: 'why JOB',
    picture: 'glfr why: the seconds of one job, from its wait in GitLab to its end, as bars',
  },
  {
    name: 'status',
    command: 'status',
    picture: 'glfr status: stack, manager, runner, executors, jobs, waits, boots and costs on one screen',
  },
  {
    name: 'check',
    command: 'check --from subnet-0aa0000000000001,sg-0aa00000000000001 --to gitlab.sandbox.example',
    env: { GLFR_SANDBOX_FAULTS: 'network:closed-gitlab' },
    picture:
      'glfr check: the path to GitLab hop by hop, the rule that blocks it, and the command that mends it',
  },
  { name: 'scale', command: 'scale --concurrency 8 --yes', before: () => setClock(60, usual) },
  {
    name: 'destroy',
    command: 'destroy --yes',
    isLeftOut: (line) => /^ {2}ended|object|✖|Status Code/.test(line),
  },
];
