import type { ClockEntry } from './ledger.ts';

/** World time as a piecewise linear function of wall time. */
export class WorldClock {
  private since: { wall: number; world: number; speed: number };

  constructor(start: number) {
    this.since = { wall: 0, world: start, speed: 0 };
  }

  get speed(): number {
    return this.since.speed;
  }

  at(wall: number): number {
    const { wall: from, world, speed } = this.since;
    return Math.floor(world + Math.max(0, wall - from) * speed);
  }

  apply({ at, clock }: ClockEntry): void {
    this.since = { wall: clock.wall, world: at, speed: clock.speed };
  }
}
