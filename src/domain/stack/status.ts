import type { StackEvent } from './stack.ts';

/** What a CloudFormation stack status means for glfr. */
export type StackState =
  | 'absent'
  | 'review'
  | 'working'
  | 'ready'
  /** Only a delete is possible. */
  | 'dead'
  /** The last update was taken back; the stack works as before. */
  | 'rolled-back'
  | 'failed';

/** Status name → state. Source: CloudFormation user guide, "Stack status codes". */
export function stackState(status: string | undefined): StackState {
  if (status === undefined || status === 'DELETE_COMPLETE') return 'absent';
  if (status === 'REVIEW_IN_PROGRESS') return 'review';
  if (status.endsWith('_IN_PROGRESS')) return 'working';
  if (status === 'CREATE_COMPLETE' || status === 'UPDATE_COMPLETE' || status === 'IMPORT_COMPLETE')
    return 'ready';
  if (status === 'ROLLBACK_COMPLETE' || status === 'ROLLBACK_FAILED' || status === 'CREATE_FAILED')
    return 'dead';
  if (status === 'UPDATE_ROLLBACK_COMPLETE' || status === 'IMPORT_ROLLBACK_COMPLETE') return 'rolled-back';
  return 'failed';
}

/** Has this resource event ended in failure by itself, rather than been cancelled with others? */
export function isFailure(event: StackEvent): boolean {
  return event.status.endsWith('_FAILED') && !/cancel/i.test(event.reason ?? '');
}

/** The event that began the trouble: the first failure. */
export const firstFailure = (events: readonly StackEvent[]): StackEvent | undefined => events.find(isFailure);

/** Is there something of the stack? A change set that is only looked at makes a stack of nothing. */
export const isThere = ({ status }: { status: string }): boolean =>
  !['absent', 'review'].includes(stackState(status));
