/** Result of `glfr destroy`. */
export interface DestroyResult {
  stackName: string;
  region: string;
  status: string;
  executorsEnded: readonly string[];
  runner: 'deleted' | 'kept' | 'none';
  /** What is still there, in plain words. */
  keeps: readonly string[];
  seconds: number;
  /** Commands that make sense now. */
  next: readonly string[];
}
