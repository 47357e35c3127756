import { diagnose } from '../domain/doctor/diagnose.ts';
import type { Facts } from '../domain/doctor/facts.ts';
import type { GlfrEvent, Operation } from '../domain/event.ts';
import type { DoctorResult } from '../domain/result/doctor.ts';
import { type DoctorDeps, type DoctorInput, type Readings, readFacts } from './doctor-facts.ts';

/** Everything that can be told of a stack without changing it, each judged by itself. */
export interface Diagnosis {
  facts: Facts;
  result: DoctorResult;
}

/** Looks at all of it at once. Errors: those of `locate`. */
export async function* doctor(input: DoctorInput, deps: DoctorDeps): Operation<Diagnosis> {
  const readings = readFacts(input, deps);
  yield* untilRead(readings);
  const names = Object.keys(readings) as (keyof Readings)[];
  const read = await Promise.all(names.map(async (name) => [name, await readings[name]] as const));
  const facts: Facts = {
    ...(Object.fromEntries(read) as unknown as Omit<Facts, 'now' | 'version'>),
    ...{ now: deps.clock.now(), version: input.version },
  };
  const checks = diagnose(facts);
  return { facts, result: { healthy: checks.every(({ state }) => state !== 'ng'), checks } };
}

/** Says after each answer how many there are, and which are still open. */
async function* untilRead(readings: Readings): AsyncGenerator<GlfrEvent, void, void> {
  const open = new Map(
    Object.entries(readings).map(([name, reading]) => {
      const done = () => name;
      return [name, (reading as Promise<unknown>).then(done, done)] as const;
    }),
  );
  const of = open.size;
  while (open.size > 0) {
    open.delete(await Promise.race(open.values()));
    yield { type: 'facts.read', done: of - open.size, of, open: [...open.keys()] };
  }
}
