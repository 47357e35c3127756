import type { JobRecord } from '../../domain/simulation/queue.ts';
import { gitlabUrl } from './place.ts';
import { contactedAt, presence } from './presence.ts';
import type { Runner, RunnerManager } from './state.ts';

const iso = (at: number | undefined): string | null => (at === undefined ? null : new Date(at).toISOString());

/** Until when its token is good; `null` for ever. */
export const expiryOf = ({ tokenExpiresAt }: Runner): string | null => iso(tokenExpiresAt);

const lastContact = (runner: Runner, now: number): number | undefined =>
  runner.managers.reduce<number | undefined>((last, manager) => {
    const at = contactedAt(manager, now);
    return at === undefined ? last : Math.max(at, last ?? 0);
  }, undefined);

const ownersOf = ({ scope }: Runner, type: Runner['scope']['type']) =>
  scope.type === type && scope.id !== undefined
    ? [{ id: scope.id, name: `${type.split('_')[0]} ${scope.id}` }]
    : [];

/** A runner as `GET /runners/:id` shows it. */
export function runnerShape(runner: Runner, now: number) {
  const contact = lastContact(runner, now);
  const status = presence([contact], now);
  const { paused } = runner.queue;
  return {
    id: runner.id,
    description: runner.description,
    ip_address: null,
    active: !paused,
    paused,
    is_shared: runner.scope.type === 'instance_type',
    runner_type: runner.scope.type,
    name: null,
    online: contact === undefined ? null : status === 'online',
    status,
    created_at: iso(runner.createdAt),
    contacted_at: iso(contact),
    tag_list: runner.tags,
    run_untagged: runner.runUntagged,
    locked: runner.locked,
    maximum_timeout: runner.maximumTimeout ?? null,
    access_level: runner.accessLevel,
    version: null,
    revision: null,
    platform: null,
    architecture: null,
    projects: ownersOf(runner, 'project_type'),
    groups: ownersOf(runner, 'group_type'),
    token_expires_at: expiryOf(runner),
    maintenance_note: runner.maintenanceNote,
  };
}

/** A manager as `GET /runners/:id/managers` shows it. */
export function managerShape(manager: RunnerManager, now: number, isBusy: boolean) {
  const contact = contactedAt(manager, now);
  return {
    id: manager.id,
    system_id: manager.systemId,
    version: manager.version || null,
    revision: manager.version ? manager.revision : null,
    platform: manager.version ? 'linux' : null,
    architecture: manager.architecture || null,
    created_at: iso(manager.createdAt),
    contacted_at: iso(contact),
    ip_address: manager.address,
    status: presence([contact], now),
    job_execution_status: isBusy ? 'active' : 'idle',
  };
}

/** A job as `GET /runners/:id/jobs` shows it. */
export function jobShape(record: JobRecord, now: number) {
  const { job, takenAt, finishedAt } = record;
  const project = `${gitlabUrl}/${job.projectFullPath}`;
  const [name = ''] = job.projectFullPath.split('/').slice(-1);
  return {
    id: job.id,
    status: record.status,
    stage: 'test',
    name: job.name,
    ref: 'main',
    tag: false,
    coverage: null,
    allow_failure: false,
    created_at: iso(record.pendingAt),
    started_at: iso(takenAt),
    finished_at: iso(finishedAt),
    duration: takenAt === undefined ? null : ((finishedAt ?? now) - takenAt) / 1000,
    queued_duration: ((takenAt ?? now) - record.pendingAt) / 1000,
    ...(record.failureReason !== undefined && { failure_reason: record.failureReason }),
    web_url: `${project}/-/jobs/${job.id}`,
    project: { id: job.projectId, name, path_with_namespace: job.projectFullPath },
    pipeline: {
      id: job.pipelineId,
      project_id: job.projectId,
      ref: 'main',
      web_url: `${project}/-/pipelines/${job.pipelineId}`,
    },
    user: { id: job.userId ?? 1, username: `user${job.userId ?? 1}` },
  };
}
