import { createHash } from 'node:crypto';
import { hashed } from '../secrets.ts';
import type { Forge, Runner, RunnerScope } from './state.ts';

/** GitLab's tokens are of these letters; made from the seed, so that none is ever stored. */
function letters(key: string, length: number): string {
  return createHash('sha512').update(key).digest('base64').replace(/[+/=]/g, '').slice(0, length);
}

const marks = { instance_type: 't1_', group_type: 't2_', project_type: 't3_' } as const;

/** The authentication token of a runner. */
export function runnerToken(seed: string, { id, scope }: { id: number; scope: RunnerScope }): string {
  return `glrt-${marks[scope.type]}${letters(`${seed}:runner:${id}`, 20)}`;
}

/** The personal access token that may do everything. */
export function accessToken(seed: string): string {
  return `glpat-${letters(`${seed}:access`, 20)}`;
}

/** A personal access token that may read, but neither create nor manage runners. */
export function readOnlyToken(seed: string): string {
  return `glpat-${letters(`${seed}:read-only`, 20)}`;
}

/** Whose token this is, by the token or by its hash. */
export function findByToken(forge: Forge, tokenOrHash: string): Runner | undefined {
  const hashes = [tokenOrHash, hashed(tokenOrHash)];
  return [...forge.runners.values()].find(({ tokenHash }) => hashes.includes(tokenHash));
}
