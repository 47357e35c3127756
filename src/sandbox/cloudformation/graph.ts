/** Tells how one step ended: nothing, or why it failed. */
export type Done = (failure?: string) => void;

interface Work {
  /** What each step must wait for, among the steps themselves. */
  needs: (id: string) => readonly string[];
  /** Begins a step; the answer stops it. */
  start: (id: string, done: Done) => () => void;
  /** `stop` cancels what is under way at the first failure; `go-on` does what doesn't depend on it. */
  afterFailure: 'stop' | 'go-on';
  finished: (failed: readonly string[], cancelled: readonly string[]) => void;
}

/** Does the steps, as many at once as their needs allow. The answer stops everything without a word. */
export function runGraph(ids: readonly string[], work: Work): () => void {
  const waiting = new Set(ids);
  const running = new Map<string, () => void>();
  const done = new Set<string>();
  const failed: string[] = [];
  let over = false;

  const end = (cancelled: readonly string[] = []): void => {
    over = true;
    work.finished(failed, cancelled);
  };
  const settle = (id: string, failure?: string): void => {
    if (over || done.has(id)) return;
    running.delete(id);
    if (failure === undefined) done.add(id);
    else failed.push(id);
    if (failure !== undefined && work.afterFailure === 'stop') {
      for (const stop of running.values()) stop();
      end([...running.keys()]);
    } else advance();
  };
  const ready = (id: string): boolean =>
    work
      .needs(id)
      .every((need) => done.has(need) || !(waiting.has(need) || running.has(need) || failed.includes(need)));
  let advancing = false;
  const advance = (): void => {
    if (advancing) return;
    advancing = true;
    for (let next = [...waiting].find(ready); next !== undefined && !over; next = [...waiting].find(ready)) {
      const id = next;
      waiting.delete(id);
      running.set(id, () => undefined);
      const stop = work.start(id, (failure) => settle(id, failure));
      if (running.has(id)) running.set(id, stop);
    }
    advancing = false;
    if (!over && running.size === 0) end();
  };
  advance();
  return () => {
    over = true;
    for (const stop of running.values()) stop();
  };
}
