import type { Draft } from '../domain/settings/declaration.ts';
import { issuesError } from '../domain/settings/parse.ts';
import { settingOf } from '../domain/settings/stored.ts';
import { type GivenParameters, givenParameters } from '../domain/stack/given-parameters.ts';
import { parseTemplate } from '../domain/stack/template.ts';
import { readTemplate } from './assets.ts';
import { gatherDraft } from './gather-draft.ts';

type Flags = Readonly<Record<string, unknown>>;

export interface Gathered extends Pick<GivenParameters, 'parameters'> {
  draft: Draft;
  template: string;
  /** What the file does not hold, in words. */
  notes: string[];
}

/** Flags, environment and config file → the parameters of the bundled template. Error: `settings.invalid` (2). */
export async function gatherParameters(flags: Flags, root: string): Promise<Gathered> {
  const draft = await gatherDraft(flags as Flags & { config?: string });
  const template = await readTemplate(root, draft.executor ?? 'docker-autoscaler');
  const told = {
    'public-ip': flags['public-ip'],
    'machine-zone': flags['machine-zone'],
    'runner-id': flags['runner-id'],
    'runner-name': flags['runner-name'],
  };
  const { parameters, issues, missing, notCarried } = givenParameters(parseTemplate(template), draft, told);
  if (issues.length > 0) throw issuesError(issues, 'export parameters');
  const notes = [
    ...notCarried.map(
      (key) => `note: --${settingOf(key).flag} is no parameter of the stack, ${where[key] ?? ''}`,
    ),
    `note: not in it, and needed by a new stack: ${missing.join(', ')}`,
  ];
  return { draft, template, parameters, notes };
}

const ofTheRunner = 'it belongs to the runner: set it in GitLab';

const where: { [K in keyof Draft]?: string } = {
  scope: ofTheRunner,
  tags: ofTheRunner,
  runUntagged: ofTheRunner,
  awsTags: 'give it as --tags KEY=VALUE to aws cloudformation deploy',
  endpoints: 'they are a stack of their own: glfr export template --endpoints',
};
