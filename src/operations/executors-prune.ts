import { GlfrError } from '../domain/error.ts';
import type { PriceTable } from '../domain/fleet/cost.ts';
import type { Leftover } from '../domain/fleet/leftovers.ts';
import type { ExecutorPruneResult } from '../domain/result/executor-prune.ts';
import type { Stack } from '../domain/stack/stack.ts';
import type { Credentials } from '../domain/wizard/state.ts';
import { agree } from './agree.ts';
import { findLeftovers, type LeftoverDeps } from './find-leftovers.ts';
import { locate } from './locate.ts';
import type { GitLabPort, Prompter } from './ports.ts';
import { removalQuestion, removeLeftovers } from './remove-leftovers.ts';

interface Input {
  stackName?: string | undefined;
  credentials: Credentials;
  prices?: PriceTable | undefined;
  dryRun: boolean;
  confirmed: boolean;
  /** What was found, shown before anyone is asked. */
  onFound(found: readonly Leftover[]): void;
}

interface Deps extends LeftoverDeps {
  gitlab: GitLabPort;
  prompter: Prompter;
}

/** Takes away what a stack left behind and nobody knows any more: lists it, asks, looks again, and ends it. */
export async function pruneExecutors(input: Input, deps: Deps): Promise<ExecutorPruneResult> {
  const stack = await locate(input.stackName, deps.stacks);
  const [{ found, lacking }, staleManagers] = await Promise.all([
    findLeftovers(stack, input.prices, deps),
    managersOf(stack, input.credentials, deps.gitlab),
  ]);
  const told = { stackName: stack.name, found, staleManagers, lacking };
  if (found.length === 0 || input.dryRun)
    return {
      ...{ ...told, removed: [], spared: [], dryRun: input.dryRun },
      next: found.length > 0 ? ['glfr executors prune'] : ['glfr executors ls'],
    };
  input.onFound(found);
  if (!input.confirmed) await agree(deps.prompter, { message: removalQuestion(found), default: false });
  const ended = await removeLeftovers(stack, found, deps);
  return { ...told, dryRun: false, ...ended, next: ['glfr executors ls --all'] };
}

async function managersOf(
  { parameters }: Stack,
  { accessToken }: Credentials,
  gitlab: GitLabPort,
): Promise<ExecutorPruneResult['staleManagers']> {
  const { RunnerId, GitLabUrl } = parameters;
  if (!accessToken || !Number(RunnerId) || !GitLabUrl) return [];
  try {
    const managers = await gitlab.managers(GitLabUrl, accessToken, Number(RunnerId));
    return managers
      .filter(({ status }) => status === 'stale')
      .map(({ systemId, contactedAt }) => ({ systemId, ...(contactedAt !== undefined && { contactedAt }) }));
  } catch (error) {
    // GitLab being away must not keep anyone from ending what costs money.
    if (error instanceof GlfrError && error.code.startsWith('gitlab.')) return [];
    throw error;
  }
}
