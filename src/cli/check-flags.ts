import { Flags } from '@oclif/core';
import { commonFlags, yesFlag } from './flags.ts';

/** What is asked, about what network, and what is done with the answer. */
export const checkFlags = {
  subnet: Flags.string({
    description: 'check a runner in this subnet; repeat for several (default: those of the stack)',
    env: 'GLFR_SUBNET',
    multiple: true,
    delimiter: ',',
  }),
  'security-group': Flags.string({
    description: "with this security group (default: the stack's own, or those it will make)",
    env: 'GLFR_SECURITY_GROUP',
    multiple: true,
    delimiter: ',',
  }),
  'gitlab-url': Flags.string({
    description: "address of GitLab (default: the stack's, else https://gitlab.com)",
    env: 'GLFR_GITLAB_URL',
  }),
  'over-ssh': Flags.boolean({
    description: 'also GitLab on port 22, for jobs that clone over SSH',
    env: 'GLFR_OVER_SSH',
  }),
  registry: Flags.string({
    description: 'also this registry, HOST[:PORT]; repeat for several',
    env: 'GLFR_REGISTRY',
    multiple: true,
    delimiter: ',',
  }),
  from: Flags.string({
    description: 'ask about one path: from this interface, instance, or subnet[,security group…]',
    env: 'GLFR_FROM',
    dependsOn: ['to'],
  }),
  to: Flags.string({
    description: 'to this address, name, URL, interface or instance, with :PORT or 443',
    env: 'GLFR_TO',
    dependsOn: ['from'],
  }),
  verbose: Flags.boolean({
    char: 'v',
    description: 'draw every path hop by hop, and say how many calls it took',
    env: 'GLFR_VERBOSE',
  }),
  save: Flags.string({
    description: 'write the network that was read to this file',
    env: 'GLFR_SAVE',
    helpValue: 'FILE',
  }),
  scramble: Flags.boolean({
    description: 'with other ids, names and public addresses in that file',
    env: 'GLFR_SCRAMBLE',
    dependsOn: ['save'],
  }),
  snapshot: Flags.string({
    description: 'answer from this file, or - for standard input, without AWS; repeat to merge several',
    env: 'GLFR_SNAPSHOT',
    helpValue: 'FILE',
    multiple: true,
    exclusive: ['fix', 'ask-aws'],
  }),
  fix: Flags.boolean({
    description: 'offer to add the security group rules that are missing',
    env: 'GLFR_FIX',
  }),
  'ask-aws': Flags.boolean({
    description: "compare with AWS's Reachability Analyzer (charged, about $0.10 a path; asks first)",
    env: 'GLFR_ASK_AWS',
  }),
  ...yesFlag,
  ...commonFlags,
};

/** Parsed. */
export interface CheckValues {
  stack?: string | undefined;
  subnet?: string[] | undefined;
  'security-group'?: string[] | undefined;
  'gitlab-url'?: string | undefined;
  'over-ssh'?: boolean | undefined;
  registry?: string[] | undefined;
  from?: string | undefined;
  to?: string | undefined;
  verbose?: boolean | undefined;
  save?: string | undefined;
  scramble?: boolean | undefined;
  snapshot?: string[] | undefined;
  fix?: boolean | undefined;
  'ask-aws'?: boolean | undefined;
  yes?: boolean | undefined;
}
