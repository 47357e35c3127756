import { GlfrError } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import { commandNeeds } from '../domain/iam/commands.ts';
import {
  inParts,
  largestPolicy,
  needsOf,
  type Policy,
  partitionOf,
  policyFor,
  sizeOf,
} from '../domain/iam/policy.ts';
import { commandsIn, policyNames } from '../domain/iam/words.ts';

interface Flags {
  stack?: string | undefined;
  region?: string | undefined;
  account?: string | undefined;
  'iam-path': string;
}

/** Words and flags → the policy. Errors: `policy.unknown-command`, `policy.invalid` (2). */
export function gatherPolicy(
  words: readonly string[],
  flags: Flags,
): {
  policy: Policy;
  /** The same in managed policies. */
  parts: Policy[];
  notes: string[];
} {
  const named = commandsIn(words);
  if ('unknown' in named) throw unknownCommand(named.unknown);
  const commands = named.length > 0 ? named : Object.keys(commandNeeds);
  const { account = '*', region = '*', stack, 'iam-path': iamPath } = flags;
  if (!/^(\*|\d{12})$/.test(account)) throw invalid(`--account ${account}: twelve digits`);
  if (!/^(\*|[a-z]{2,4}(-[a-z]+)+-\d+)$/.test(region))
    throw invalid(`--region ${region}: such as eu-central-1`);
  if (!/^\/([\x21-\x7e]+\/)?$/.test(iamPath)) throw invalid(`--iam-path ${iamPath}: a path such as /ci/`);
  const where = {
    ...{ partition: partitionOf(region), region, account, stack: stack ?? 'glfr', iamPath },
    isNamed: stack !== undefined,
  };
  const needs = commands.flatMap((name) => needsOf(name) ?? []);
  const policy = policyFor(needs, where);
  const size = sizeOf(policy);
  const notes = [
    ...(needs.some(({ through }) => through)
      ? [
          'note: what CloudFormation needs on your behalf is put together from what AWS publishes; not tried on an account',
        ]
      : []),
    ...(size > largestPolicy
      ? [
          `note: ${size} characters, and a managed policy has ${largestPolicy}: with --output it is written in parts`,
        ]
      : []),
  ];
  return { policy, parts: inParts(policy), notes };
}

const invalid = (message: string) =>
  new GlfrError({
    code: 'policy.invalid',
    message,
    suggestions: ['glfr export policy --help'],
    exitCode: exitCode.usage,
  });

const unknownCommand = (word: string) =>
  new GlfrError({
    code: 'policy.unknown-command',
    message: `${word} is no command that needs anything of AWS. There are: ${policyNames.join(', ')}.`,
    suggestions: ['glfr export policy (for all of them)'],
    exitCode: exitCode.usage,
  });
