/** `skip`: could not be looked at, which is no word about how it is. */
export type CheckState = 'ok' | 'ng' | 'skip';

/** The parts of the tree, in its order. */
export const checkGroups = ['account', 'stack', 'network', 'manager', 'gitlab', 'executors'] as const;

export type CheckGroup = (typeof checkGroups)[number];

/** What one judgement says: a sentence, and what would mend it or make it visible. */
export interface Verdict {
  state: CheckState;
  text: string;
  fix?: string;
}

/** One line of the tree; part of the `--json` contract. */
export interface Check extends Verdict {
  id: string;
  group: CheckGroup;
}

export const ok = (text: string): Verdict => ({ state: 'ok', text });
export const ng = (text: string, fix: string): Verdict => ({ state: 'ng', text, fix });
export const skip = (text: string, fix?: string): Verdict => ({
  state: 'skip',
  text,
  ...(fix !== undefined && { fix }),
});
