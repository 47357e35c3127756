import { describe, expect, it } from 'vitest';
import { progress, resourcesInProgress, runningPhases } from '../../src/ui/screen-state.ts';
import { at, done, failed, fold, underWay } from './recording.ts';

describe('reduce', () => {
  it('keeps what is under way: phase, resources since their status, deployment, what is waited for', () => {
    const state = fold(underWay);
    expect(runningPhases(state).map(({ phase }) => phase)).toEqual(['stack']);
    expect(progress(state)).toEqual({ done: 3, expected: 8 });
    expect(resourcesInProgress(state).map(({ logicalId, since }) => [logicalId, since])).toEqual([
      ['ManagerService', at(24)],
      ['ExecutorGroup', at(24)],
    ]);
    expect(state.deployment?.taskDefinition).toBe('glfr-manager:1');
    // The same words at every look: it is waiting since the first of them.
    expect(state.waiting).toEqual({ text: 'waiting for CloudFormation (CREATE_IN_PROGRESS)', since: at(8) });
  });

  it('files facts under the phase that found them', () => {
    const [discover, runner] = fold(underWay).phases;
    expect(discover).toMatchObject({ phase: 'discover', status: 'done', startedAt: at(0), endedAt: at(2) });
    expect(discover?.facts).toEqual([
      'account 123456789012 in eu-central-1, as arn:aws:iam::123456789012:user/ada',
    ]);
    expect(runner?.facts).toEqual([]);
  });

  it('keeps the failure that began the trouble, not what was cancelled with it', () => {
    const state = fold(failed);
    expect(state.failures.map(({ logicalId }) => logicalId)).toEqual(['ExecutorRole']);
    expect(state.stack).toMatchObject({ status: 'ROLLBACK_COMPLETE', isSettled: true });
    expect(runningPhases(state)).toEqual([]);
  });

  it('ends with nothing under way', () => {
    const state = fold(done);
    expect(runningPhases(state)).toEqual([]);
    expect(state.waiting).toBeUndefined();
    expect(state.phases.map(({ phase, status }) => `${phase} ${status}`)).toEqual([
      'discover done',
      'runner done',
      'stack done',
      'manager done',
    ]);
  });

  it('keeps the last eight lines of the log', () => {
    const lines = Array.from({ length: 20 }, (_, index) => index);
    const state = fold(
      lines.map((index) => [
        index,
        {
          type: 'log.line',
          event: { id: `${index}`, time: at(index), ingestedAt: at(index), stream: 's', message: `${index}` },
        },
      ]),
    );
    expect(state.log.map(({ message }) => Number(message))).toEqual([12, 13, 14, 15, 16, 17, 18, 19]);
  });
});
