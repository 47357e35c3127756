import { describe, expect, it } from 'vitest';
import type { ExecutorRow } from '../../../src/domain/fleet/executor-row.ts';
import { type Found, leftoversOf } from '../../../src/domain/fleet/leftovers.ts';
import {
  isMachineOf,
  machinePattern,
  readMachineName,
  stackMark,
} from '../../../src/domain/fleet/machine-name.ts';
import { emptyActivity } from '../../../src/domain/runner/activity.ts';

const now = Date.UTC(2026, 10, 23, 12);
const ago = (minutes: number): number => now - minutes * 60_000;
const mark = '0a1b2c3d';
const name = `runner-abc123def-glfr-${mark}-1795431600-0123abcd`;
const other = 'runner-abc123def-glfr-ffffffff-1795431600-0123abcd';

const row = (more: Partial<ExecutorRow>): ExecutorRow => ({
  ...{ id: 'i-1', type: 't3.large', state: 'running', lifecycle: 'spot', zone: 'z', tags: {}, ...more },
});
const found = (more: Partial<Found>): string[] =>
  leftoversOf({
    ...{ rows: [], keyPairs: [], spotRequests: [], now, mark },
    heard: { now, activity: { ...emptyActivity(), firstLineAt: ago(300), lastLineAt: now } },
    ...more,
  }).map(({ kind, id, reason }) => `${kind} ${id} ${reason.code}`);

describe("a machine's name", () => {
  it('tells its stack and when it was made', () => {
    const id = `arn:aws:cloudformation:eu-central-1:123456789012:stack/glfr/${mark}-1111-2222-3333-444455556666`;
    expect(stackMark(id)).toBe(mark);
    expect(machinePattern(mark)).toBe('runner-*-glfr-0a1b2c3d-*');
    expect(readMachineName(name)).toEqual({ mark, madeAt: 1_795_431_600_000 });
    expect(isMachineOf(other, mark)).toBe(false);
    for (const no of ['glfr', 'runner-abc', `${name}x`, `x${name}`, name.replace('glfr-', '')])
      expect(readMachineName(no)).toBeUndefined();
  });
});

describe('left over', () => {
  it('are orphans, and what the manager gave up; nothing that may work', () => {
    const reason = { code: 'not-named', sinceAt: ago(60) } as const;
    expect(found({ rows: [row({ state: 'orphan', reason })] })).toEqual(['instance i-1 not-named']);
    const slow = { state: 'stuck', reason: { code: 'slow-removal', sinceAt: ago(20) } } as const;
    expect(found({ rows: [row(slow)] })).toEqual(['instance i-1 slow-removal']);
    for (const state of ['busy', 'idle', 'running', 'booting', 'pending', 'removing'] as const)
      expect(found({ rows: [row({ state })] })).toEqual([]);
    expect(
      found({ rows: [row({ state: 'stuck', reason: { code: 'slow-boot', sinceAt: ago(20) } })] }),
    ).toEqual([]);
  });

  it('are key pairs of this stack that no machine has', () => {
    const pair = { id: 'key-1', name, createdAt: ago(60) };
    expect(found({ keyPairs: [pair] })).toEqual(['key-pair key-1 unused']);
    expect(found({ keyPairs: [{ ...pair, createdAt: ago(5) }] })).toEqual([]);
    expect(found({ keyPairs: [{ ...pair, name: other }] })).toEqual([]);
    expect(found({ keyPairs: [{ ...pair, name: 'my-own-key' }] })).toEqual([]);
    expect(found({ keyPairs: [pair], rows: [row({ keyName: name })] })).toEqual([]);
    expect(found({ keyPairs: [pair], rows: [row({ keyName: name, state: 'terminated' })] })).toHaveLength(1);
  });

  it('are open spot requests nobody waits for, and their keys with them', () => {
    const request = { id: 'sir-1', state: 'open', keyName: name, createdAt: ago(60) };
    const pair = { id: 'key-1', name, createdAt: ago(60) };
    expect(found({ spotRequests: [request], keyPairs: [pair] })).toEqual([
      ...['spot-request sir-1 not-named', 'key-pair key-1 unused'],
    ]);
    const heard = {
      ...{ now, activity: { ...emptyActivity(), firstLineAt: ago(300), lastLineAt: now } },
      isNamed: (text: string) => text === name,
    };
    expect(found({ spotRequests: [request], keyPairs: [pair], heard })).toEqual([]);
    expect(found({ spotRequests: [{ ...request, createdAt: ago(20) }] })).toEqual([]);
    expect(found({ spotRequests: [{ ...request, state: 'active' }] })).toEqual([]);
    expect(found({ spotRequests: [{ ...request, keyName: other }] })).toEqual([]);
    expect(found({ spotRequests: [request], heard: undefined })).toEqual([]);
  });
});
