import { accessTokenProblem, runnerTokenProblem } from '../gitlab/token.ts';
import { settings } from '../settings/declaration.ts';
import { problemWith } from '../settings/parse.ts';
import type { WizardState } from './state.ts';
import type { Step } from './step.ts';

export const gitlabUrlStep: Step = {
  key: 'gitlabUrl',
  given: '--gitlab-url',
  open: ({ draft }) => draft.gitlabUrl === undefined,
  question: ({ defaults }) => ({
    kind: 'input',
    key: 'gitlabUrl',
    flag: '--gitlab-url',
    message: settings.gitlabUrl.question ?? '',
    default: defaults.gitlabUrl ?? settings.gitlabUrl.default ?? '',
    problem: (text) => problemWith('gitlabUrl', text),
  }),
  accept: (state, answer) => ({
    ...state,
    draft: { ...state.draft, gitlabUrl: settings.gitlabUrl.schema.parse(answer) },
  }),
  fallback: ({ defaults }) => defaults.gitlabUrl ?? settings.gitlabUrl.default,
};

const needsToken = ({ credentials, keepsRunner }: WizardState): boolean =>
  !keepsRunner && !credentials.runnerToken && !credentials.accessToken;

/** Will glfr make the runner in GitLab itself? */
const createsRunner = ({ credentials, keepsRunner }: WizardState): boolean =>
  !keepsRunner && !credentials.runnerToken && Boolean(credentials.accessToken);

export const tokenFromStep: Step = {
  key: 'tokenFrom',
  given: 'GLFR_GITLAB_TOKEN, GLFR_RUNNER_TOKEN or --token-file',
  open: (state) => needsToken(state) && state.tokenFrom === undefined,
  question: () => ({
    kind: 'select',
    key: 'tokenFrom',
    flag: 'GLFR_GITLAB_TOKEN or GLFR_RUNNER_TOKEN',
    message: 'How does the runner get its token?',
    choices: [
      {
        value: 'create',
        label: 'glfr creates the runner',
        hint: 'with a personal access token that may create runners',
      },
      { value: 'paste', label: 'I made the runner myself', hint: 'and have its glrt- token' },
    ],
  }),
  accept: (state, answer) => ({ ...state, tokenFrom: answer === 'paste' ? 'paste' : 'create' }),
};

export const accessTokenStep: Step = {
  key: 'accessToken',
  given: 'GLFR_GITLAB_TOKEN',
  open: (state) => needsToken(state) && state.tokenFrom === 'create',
  question: ({ draft }) => ({
    kind: 'secret',
    key: 'accessToken',
    flag: 'GLFR_GITLAB_TOKEN',
    message: `Personal access token with create_runner and manage_runner (${draft.gitlabUrl}/-/user_settings/personal_access_tokens)`,
    problem: accessTokenProblem,
  }),
  accept: (state, answer) => ({
    ...state,
    credentials: { ...state.credentials, accessToken: String(answer).trim() },
  }),
};

export const runnerTokenStep: Step = {
  key: 'runnerToken',
  given: 'GLFR_RUNNER_TOKEN',
  open: (state) => needsToken(state) && state.tokenFrom === 'paste',
  question: () => ({
    kind: 'secret',
    key: 'runnerToken',
    flag: 'GLFR_RUNNER_TOKEN',
    message: "The runner's authentication token (glrt-…)",
    problem: runnerTokenProblem,
  }),
  accept: (state, answer) => ({
    ...state,
    credentials: { ...state.credentials, runnerToken: String(answer).trim() },
  }),
};

export const scopeStep: Step = {
  key: 'scope',
  given: '--scope',
  open: (state) => createsRunner(state) && state.draft.scope === undefined && state.scopeKind === undefined,
  question: () => ({
    kind: 'select',
    key: 'scope',
    flag: '--scope',
    message: settings.scope.question ?? '',
    choices: [
      { value: 'instance', label: 'The whole instance', hint: 'needs an administrator token' },
      { value: 'group', label: 'One group', hint: 'needs an owner of the group' },
      { value: 'project', label: 'One project', hint: 'needs a maintainer of the project' },
    ],
  }),
  accept: (state, answer) =>
    answer === 'group' || answer === 'project'
      ? { ...state, scopeKind: answer }
      : { ...state, draft: { ...state.draft, scope: 'instance' } },
  fallback: () => 'instance',
};

export const scopeIdStep: Step = {
  key: 'scopeId',
  given: '--scope',
  open: (state) => createsRunner(state) && state.draft.scope === undefined && state.scopeKind !== undefined,
  question: ({ scopeKind }) => ({
    kind: 'input',
    key: 'scopeId',
    flag: '--scope',
    message: `Numeric id of the ${scopeKind} (shown on its page in GitLab)`,
    problem: (text) => (/^\d+$/.test(text.trim()) ? undefined : 'a number such as 4711'),
  }),
  accept: (state, answer) => ({
    ...state,
    draft: { ...state.draft, scope: `${state.scopeKind}:${String(answer).trim()}` },
  }),
};

export const tagsStep: Step = {
  key: 'tags',
  given: '--tags',
  open: (state) => createsRunner(state) && state.draft.tags === undefined,
  question: () => ({
    kind: 'input',
    key: 'tags',
    flag: '--tags',
    message: settings.tags.question ?? '',
    default: '',
    problem: (text) => problemWith('tags', splitTags(text)),
  }),
  accept: (state, answer) => ({ ...state, draft: { ...state.draft, tags: splitTags(String(answer)) } }),
  fallback: () => '',
};

export const runUntaggedStep: Step = {
  key: 'runUntagged',
  given: '--run-untagged',
  open: (state) =>
    createsRunner(state) && state.draft.runUntagged === undefined && (state.draft.tags ?? []).length > 0,
  question: () => ({
    kind: 'confirm',
    key: 'runUntagged',
    flag: '--run-untagged',
    message: settings.runUntagged.question ?? '',
    default: false,
  }),
  accept: (state, answer) => ({ ...state, draft: { ...state.draft, runUntagged: answer === true } }),
  fallback: () => false,
};

const splitTags = (text: string): string[] =>
  text
    .split(',')
    .map((tag) => tag.trim())
    .filter(Boolean);
