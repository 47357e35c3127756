import type { World } from '../world.ts';
import { jobShape } from './shapes.ts';

/** A job as `GET /projects/:id/jobs/:job_id` shows it; `undefined` where that project has none of this number. */
export function projectJob(world: World, project: string, id: number): object | undefined {
  for (const runner of world.forge.runners.values()) {
    const { queue } = runner;
    const record =
      queue.running.get(id) ?? queue.finished.get(id) ?? queue.pending.find(({ job }) => job.id === id);
    if (!record) continue;
    const { projectFullPath, projectId } = record.job;
    if (project !== projectFullPath && project !== String(projectId)) return undefined;
    const taken = record.takenAt === undefined ? null : { id: runner.id, description: runner.description };
    return { ...jobShape(record, world.engine.now), tag_list: [], runner: taken };
  }
  return undefined;
}
