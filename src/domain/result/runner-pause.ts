/** Result of `glfr runner pause` and `glfr runner unpause`. */
export interface RunnerPauseResult {
  stackName: string;
  gitlabUrl: string;
  runnerId: number;
  paused: boolean;
  /** `false` when it was so already. */
  changed: boolean;
  /** Jobs that run now and go on; missing where the access token may not see them. */
  runningJobs?: number;
  next: readonly string[];
}
