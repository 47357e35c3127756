/** A job as people name it: by its number, or by its address in GitLab. */
export interface JobAddress {
  id: number;
  /** From the address: GitLab's own address, without `https://`, and the project's full path. */
  place?: { gitlab: string; project: string };
}

const number = /^#?(\d{1,15})$/;
/** Old addresses have `builds`, and no dash before GitLab 12. */
const path = /^(.*?)\/(?:-\/)?(?:jobs|builds)\/(\d{1,15})(?:\/.*)?$/;

/** `undefined` for what is neither. `gitlabUrl`: the stack's, to tell its own path from the project's. */
export function parseJobAddress(text: string, gitlabUrl: string): JobAddress | undefined {
  const id = number.exec(text.trim())?.[1];
  if (id !== undefined) return { id: Number(id) };
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const [, project = '', job] = path.exec(url?.pathname ?? '') ?? [];
  if (!url || !/^https?:$/.test(url.protocol) || job === undefined) return undefined;
  const base = URL.canParse(gitlabUrl) ? new URL(gitlabUrl) : url;
  const below = base.pathname.replace(/\/$/, '');
  const isBelow = url.host === base.host && project.startsWith(`${below}/`);
  const gitlab = isBelow ? `${url.host}${below}` : url.host;
  return { id: Number(job), place: { gitlab, project: project.slice(isBelow ? below.length + 1 : 1) } };
}

/** GitLab's address as `JobAddress` has it. */
export const bareAddress = (gitlabUrl: string): string =>
  gitlabUrl.replace(/^https?:\/\//, '').replace(/\/$/, '');
