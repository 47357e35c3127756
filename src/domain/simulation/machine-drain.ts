import type { DockerMachine } from './docker-machine.ts';
import type { Logbook } from './logbook.ts';
import * as say from './machine-log.ts';
import type { Machine, MachinePool } from './machine-pool.ts';

/** `shutdown_drain`'s default: machines that are removed at the same time. */
const CONCURRENCY = 3;

/** Removes every machine at the orderly end of the manager (executors/docker/machine/shutdown.go). */
export function drainMachines(
  pool: MachinePool,
  docker: DockerMachine,
  log: Logbook,
  done: () => void,
): void {
  const machines = [...pool.all];
  const count = machines.length;
  if (count === 0) {
    log.write(() => say.drain('machineDrainEmpty'));
    done();
    return;
  }
  log.write(() => say.drain('machineDraining', { count }));
  let left = count;
  const next = (): void => {
    const machine = machines.shift();
    if (machine !== undefined) drainOne(machine, pool, docker, log, ended);
  };
  const ended = (): void => {
    left -= 1;
    next();
    if (left > 0) return;
    log.write(() => say.drain('machineDrainEnded', { success: count, failed: 0, total: count }));
    done();
  };
  for (let worker = 0; worker < CONCURRENCY; worker += 1) next();
}

/** What is under way ends first: a machine half created, or half removed, would leak. */
function drainOne(
  machine: Machine,
  pool: MachinePool,
  docker: DockerMachine,
  log: Logbook,
  done: () => void,
): void {
  const { executor, name: machineName } = machine;
  const end = (): void => {
    pool.delete(machine);
    log.write(() => say.drain('machineDrained', { machine: machineName }));
    done();
  };
  if (!pool.has(machine)) end();
  else if (machine.state === 'creating' || machine.state === 'removing')
    machine.settled.add(() => drainOne(machine, pool, docker, log, done));
  else if (executor === undefined) end();
  else {
    machine.reason = 'shutdown drain';
    pool.move(machine, 'removing');
    docker.remove(executor, 'force-remove', end);
  }
}
