import { type Fact, known, unknown, whatIs } from '../domain/doctor/fact.ts';
import type { ExecutorGroup, Facts, MachineImage } from '../domain/doctor/facts.ts';
import type { ExecutorRow } from '../domain/fleet/executor-row.ts';
import { isFargate } from '../domain/fleet/job-tasks.ts';
import type { Stack } from '../domain/stack/stack.ts';
import type { InspectionPort } from './ports.ts';
import { readFact, readFrom } from './read-fact.ts';

interface Known {
  group: Promise<Fact<ExecutorGroup | undefined>>;
  executors: Promise<Fact<readonly ExecutorRow[]>>;
}

/** The image that the next executor is launched from; docker-machine's only its executors tell. */
export async function imageOf(
  stack: Stack,
  { group, executors }: Known,
  port: InspectionPort,
): Promise<Facts['image']> {
  if (isFargate(stack)) return known(undefined);
  return readFrom(group, async (found) => {
    const template = found?.launchTemplate;
    if (template)
      return readFrom(
        readFact(() => port.templateImage(template)),
        (id) => look(id, port),
      );
    const newest = (whatIs(await executors) ?? []).findLast(({ imageId }) => imageId);
    return look(newest?.imageId, port);
  });
}

async function look(id: string | undefined, port: InspectionPort): Promise<Fact<MachineImage | undefined>> {
  if (!id) return unknown('no executor is there whose machine image could be looked at');
  return id.startsWith('resolve:') ? known({ id }) : readFact(() => port.image(id));
}
