import type { ExecutorRow, Reason } from './executor-row.ts';
import type { KeyPair, SpotRequest } from './leftover.ts';
import { isMachineOf, readMachineName } from './machine-name.ts';
import { type Heard, orphanReason } from './orphan.ts';

/** Something of a stack that nobody will take away. */
export interface Leftover {
  kind: 'instance' | 'spot-request' | 'key-pair';
  id: string;
  name?: string;
  /** `unused`: a key pair whose machine is gone. */
  reason: { code: Reason['code'] | 'unused'; sinceAt: number };
  costPerHour?: number;
}

/** What was found that may belong to a stack. */
export interface Found {
  /** The stack's rows, and those of machines by its mark in their key's name. */
  rows: readonly ExecutorRow[];
  keyPairs: readonly KeyPair[];
  spotRequests: readonly SpotRequest[];
  /** `undefined`: the log was not read, and nothing can be said of what it would name. */
  heard: Heard | undefined;
  now: number;
  /** Of the stack's id: `stackMark`. */
  mark: string;
}

/** A machine is made within minutes of its key; a spot request is waited for no longer either. */
const settledMs = 1_800_000;

/** What can be taken away, each with the reason. In this order: a spot request could still become an instance. */
export function leftoversOf(found: Found): Leftover[] {
  const requests = found.spotRequests.flatMap((request) => staleRequest(request, found));
  return [
    ...requests,
    ...found.rows.flatMap(staleInstance),
    ...found.keyPairs.flatMap((pair) => staleKeyPair(pair, requests, found)),
  ];
}

/** An orphan, or one that the manager gave up and that runs on all the same. */
function staleInstance({ id, state, reason, name, keyName, costPerHour }: ExecutorRow): Leftover[] {
  if (!reason || !(state === 'orphan' || reason.code === 'slow-removal')) return [];
  const machine = [name, keyName].find((one) => one !== undefined && readMachineName(one) !== undefined);
  return [
    {
      ...{ kind: 'instance', id, reason },
      ...(machine !== undefined && { name: machine }),
      ...(costPerHour !== undefined && { costPerHour }),
    },
  ];
}

function staleRequest({ id, state, keyName, createdAt }: SpotRequest, found: Found): Leftover[] {
  const { heard, now, mark } = found;
  const isOld = createdAt !== undefined && now - createdAt >= settledMs;
  if (state !== 'open' || !isMachineOf(keyName, mark) || !isOld || !heard) return [];
  const reason = orphanReason({ madeAt: createdAt, names: [keyName] }, heard);
  return reason ? [{ kind: 'spot-request', id, name: keyName, reason }] : [];
}

function staleKeyPair(pair: KeyPair, requests: readonly Leftover[], found: Found): Leftover[] {
  const { id, name } = pair;
  const sinceAt = pair.createdAt ?? readMachineName(name)?.madeAt;
  if (!isMachineOf(name, found.mark) || sinceAt === undefined || found.now - sinceAt < settledMs) return [];
  const isUsed = found.rows.some((row) => row.state !== 'terminated' && row.keyName === name);
  const stale = new Set(requests.map((one) => one.id));
  const isAwaited = found.spotRequests.some((one) => one.keyName === name && !stale.has(one.id));
  return isUsed || isAwaited ? [] : [{ kind: 'key-pair', id, name, reason: { code: 'unused', sinceAt } }];
}
