import { type Fact, known, unknown } from '../domain/doctor/fact.ts';
import type { Drift } from '../domain/doctor/facts.ts';
import type { Clock, InspectionPort } from './ports.ts';
import { readFact, readFrom } from './read-fact.ts';

const lookEveryMs = 5000;
const patienceMs = 900_000;

/** Lets CloudFormation compare the stack with its resources, and waits for it. */
export async function awaitDrift(
  stack: string,
  deps: { inspection: InspectionPort; clock: Clock },
): Promise<Fact<Drift>> {
  const { inspection, clock } = deps;
  return readFrom(
    readFact(() => inspection.startDrift(stack)),
    async (id) => {
      const until = clock.now() + patienceMs;
      while (clock.now() < until) {
        const look = await readFact(() => inspection.drift(id));
        if (!look.known) return look;
        const { state, isInSync = false, reason = 'no reason given' } = look.value;
        if (state === 'failed') return unknown(`CloudFormation could not compare: ${reason}`);
        if (state === 'done') return isInSync ? inSync : readFact(() => changed(stack, inspection));
        await clock.sleep(lookEveryMs);
      }
      return unknown('CloudFormation still compares, after a quarter of an hour', 'glfr doctor --drift');
    },
  );
}

const inSync = known<Drift>({ isInSync: true, drifted: [] });

const changed = async (stack: string, { drifted }: InspectionPort): Promise<Drift> => ({
  isInSync: false,
  drifted: await drifted(stack),
});
