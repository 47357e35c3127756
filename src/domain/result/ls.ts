/** One stack of `glfr ls`. Times are ISO 8601. */
export interface StackRow {
  stackName: string;
  region: string;
  account: string;
  status: string;
  /** Of the glfr whose template it has; missing on a stack that was made by other tools. */
  version?: string;
  /** Would `glfr deploy` of this glfr change its template? */
  wouldUpdate: boolean;
  /** Its template is of a newer glfr than this one. */
  isNewer: boolean;
  executor: string;
  concurrency: number;
  instanceTypes: readonly string[];
  gitlabUrl: string;
  runnerId?: number;
  createdAt: string;
  updatedAt?: string;
}
