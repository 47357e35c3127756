import { createHash } from 'node:crypto';
import { hashed } from '../secrets.ts';
import type { World } from '../world.ts';
import type { Runner, RunnerScope } from './state.ts';

/** GitLab's tokens are of these letters; made from the seed, so that none is ever stored. */
function letters(key: string, length: number): string {
  return createHash('sha512').update(key).digest('base64').replace(/[+/=]/g, '').slice(0, length);
}

const marks = { instance_type: 't1_', group_type: 't2_', project_type: 't3_' } as const;

/** Whose token, and which of those it has had. */
interface TokenOf {
  id: number;
  scope: RunnerScope;
  tokenResets: number;
}

/** The authentication token of a runner. */
export function runnerToken(seed: string, { id, scope, tokenResets }: TokenOf): string {
  const key = `${seed}:runner:${id}${tokenResets === 0 ? '' : `:${tokenResets}`}`;
  return `glrt-${marks[scope.type]}${letters(key, 20)}`;
}

/** The personal access token that may do everything. */
export function accessToken(seed: string): string {
  return `glpat-${letters(`${seed}:access`, 20)}`;
}

/** A personal access token that may read, but neither create nor manage runners. */
export function readOnlyToken(seed: string): string {
  return `glpat-${letters(`${seed}:read-only`, 20)}`;
}

/** Whose token this is, by the token or by its hash; an expired one is nobody's. */
export function findByToken({ forge, engine }: World, tokenOrHash: string): Runner | undefined {
  const hashes = [tokenOrHash, hashed(tokenOrHash)];
  return [...forge.runners.values()].find(
    ({ tokenHash, tokenExpiresAt = Number.POSITIVE_INFINITY }) =>
      hashes.includes(tokenHash) && tokenExpiresAt > engine.now,
  );
}
