import type { ValueMap } from '../../domain/stack/template-model.ts';
import { awsError } from '../aws-error.ts';
import { hasJobTasks } from '../ecs/job-tasks.ts';
import { deploy, drainService, hasLiveTasks, reconcile } from '../ecs/rollout.ts';
import type { Service } from '../ecs/state.ts';
import { text } from '../values.ts';
import { account, after, region } from '../world.ts';
import type { Done } from './graph.ts';
import type { ResourceKind, Site } from './kind.ts';
import { madeUpName } from './names.ts';
import { canonical } from './scope.ts';

const ecs = `arn:aws:ecs:${region}:${account}`;

export const cluster: ResourceKind = {
  seconds: { create: [4, 8], update: [3, 6], remove: [2, 4] },
  replacedBy: ['ClusterName'],
  create: (site) => {
    const name = text(site.properties.ClusterName) || madeUpName(site);
    const arn = `${ecs}:cluster/${name}`;
    site.world.ecs.clusters.set(name, { arn, name, status: 'ACTIVE' });
    return { physicalId: name, attributes: { Arn: arn } };
  },
  settle: (site, { physicalId }, during, done) => {
    if (during !== 'remove') return done();
    awaitIdle(site, physicalId, (failure) => {
      const found = site.world.ecs.clusters.get(physicalId);
      if (found && failure === undefined) found.status = 'INACTIVE';
      done(failure);
    });
  },
};

const jobPatienceMs = 10 * 60_000;

/** ECS keeps a cluster while tasks run in it; CloudFormation tries again for a while. */
function awaitIdle({ world }: Site, name: string, done: Done): void {
  const began = world.engine.now;
  const look = (): void => {
    if (!hasJobTasks(world, name)) done();
    else if (world.engine.now - began > jobPatienceMs)
      done('The Cluster cannot be deleted while Tasks are active. (Service: AmazonECS; Status Code: 400)');
    else after(world, 10_000, look);
  };
  look();
}

export const taskDefinition: ResourceKind = {
  seconds: { create: [1, 2], update: [1, 2], remove: [1, 2] },
  replacedBy: 'any',
  create: ({ world, properties, ...site }) => {
    const family = text(properties.Family) || madeUpName({ ...site });
    const revision = (world.ecs.families.get(family) ?? 0) + 1;
    world.ecs.families.set(family, revision);
    const arn = `${ecs}:task-definition/${family}:${revision}`;
    const registeredAt = world.engine.now;
    world.ecs.taskDefinitions.set(arn, { arn, family, revision, status: 'ACTIVE', registeredAt, properties });
    return { physicalId: arn, attributes: { TaskDefinitionArn: arn } };
  },
  remove: ({ world }, { physicalId }) => {
    const found = world.ecs.taskDefinitions.get(physicalId);
    if (found) found.status = 'INACTIVE';
  },
};

const breaker = "Error occurred during operation 'ECS Deployment Circuit Breaker was triggered'.";
const patienceMs = 3 * 3_600_000;

/** Waits for the service's newest deployment; a failed one that ECS rolls back is told when that is done. */
function awaitDeployment({ world, stack }: Site, service: Service, done: Done): void {
  const [begun] = service.deployments;
  const end = (failure?: string): void => {
    service.watchers.delete(look);
    deadline.cancel();
    done(failure);
  };
  const look = (): void => {
    const [primary] = service.deployments;
    if (begun?.rolloutState === 'FAILED' && (primary === begun || primary?.rolloutState !== 'IN_PROGRESS'))
      end(breaker);
    else if (begun?.rolloutState === 'COMPLETED') end();
    else if (stack.status === 'DELETE_IN_PROGRESS') service.watchers.delete(look);
  };
  const deadline = after(world, patienceMs, () => end('Exceeded attempts to wait'));
  service.watchers.add(look);
  look();
}

function awaitEnd({ world }: Site, service: Service, done: Done): void {
  const look = (): void => {
    if (hasLiveTasks(service)) return;
    service.watchers.delete(look);
    service.status = 'INACTIVE';
    service.deployments = [];
    after(world, 2000, () => done());
  };
  service.watchers.add(look);
  look();
}

const rollsOut = (before: ValueMap, now: ValueMap): boolean =>
  ['TaskDefinition', 'NetworkConfiguration'].some((name) => canonical(before[name]) !== canonical(now[name]));

export const service: ResourceKind = {
  seconds: { create: [2, 4], update: [2, 4], remove: [3, 6] },
  replacedBy: ['Cluster', 'ServiceName', 'LaunchType'],
  create: (site) => {
    const { world, properties } = site;
    const clusterName = text(properties.Cluster).split('/').at(-1) ?? '';
    const found = world.ecs.clusters.get(clusterName);
    if (found?.status !== 'ACTIVE') throw awsError('ClusterNotFoundException', 'Cluster not found.');
    const name = text(properties.ServiceName) || madeUpName(site);
    const made: Service = {
      arn: `${ecs}:service/${clusterName}/${name}`,
      name,
      cluster: clusterName,
      status: 'ACTIVE',
      createdAt: world.engine.now,
      properties,
      deployments: [],
      tasks: [],
      taskCount: 0,
      events: [],
      watchers: new Set(),
    };
    world.ecs.services.set(made.arn, made);
    deploy(world, made, text(properties.TaskDefinition), { faults: site.faults });
    return { physicalId: made.arn, attributes: { Name: name, ServiceArn: made.arn } };
  },
  update: (site, made) => {
    const { world, properties, faults } = site;
    const found = world.ecs.services.get(made.physicalId);
    if (found === undefined) throw awsError('ServiceNotFoundException', 'Service not found.');
    const before = found.properties;
    found.properties = properties;
    // After a rollback by ECS itself the primary deployment is the wanted one already.
    const isThere = found.deployments[0]?.taskDefinition === text(properties.TaskDefinition);
    const isSameNetwork =
      canonical(before.NetworkConfiguration) === canonical(properties.NetworkConfiguration);
    if (rollsOut(before, properties) && !(isThere && isSameNetwork)) {
      deploy(world, found, text(properties.TaskDefinition), { faults });
    } else reconcile(world, found);
    return made;
  },
  remove: ({ world }, { physicalId }) => {
    const found = world.ecs.services.get(physicalId);
    if (found) drainService(world, found);
  },
  settle: (site, made, during, done) => {
    const found = site.world.ecs.services.get(made.physicalId);
    if (found === undefined) done();
    else if (during === 'remove') awaitEnd(site, found, done);
    else awaitDeployment(site, found, done);
  },
};
