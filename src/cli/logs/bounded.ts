import { createContext, Script } from 'node:vm';

/** Runs inside a fresh global object that only has `job`: a script is what Node can bound in time. */
const script = new Script('job()');
const sandbox: { job: () => unknown } = { job: () => undefined };
let context: ReturnType<typeof createContext> | undefined;

/**
 * What `job` returns, or `undefined` when it took too long: V8 looks at the clock while a regular expression goes
 * back and forth, so one that explodes is ended too.
 */
export function bounded<T>(ms: number, job: () => T): { value: T } | undefined {
  context ??= createContext(sandbox);
  sandbox.job = job;
  try {
    return { value: script.runInContext(context, { timeout: ms }) as T };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
    throw error;
  }
}
