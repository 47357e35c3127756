import type { Random } from './random.ts';

/** A duration in milliseconds, drawn anew for each executor. */
type Draw = (random: Random) => number;

/** What an executor's life costs in time before and after its work. */
export interface BootTimes {
  /** From the group's new desired capacity to RunInstances (EC2's launch time). */
  launch: Draw;
  /** From launch time to the state `running`. */
  pending: Draw;
  /** From `running` until SSH and Docker answer. */
  ready: Draw;
  /** From the termination call to the state `terminated`. */
  removal: Draw;
  /** From the stop call to the state `stopped`, where executors are stopped. */
  stop?: Draw;
}

/**
 * An image that has Docker. EC2's pending time is nearly constant: 16.4–17.8 s in every published run
 * (brevdev/ec2-coldboot-research, 2026); the rest is inferred so that a cold executor is ready after 35–50 s.
 */
export const dockerImageBoot: BootTimes = {
  launch: (random) => 1_500 + 2_500 * random.uniform(),
  pending: (random) => random.lognormal(17_000, 0.03),
  ready: (random) => random.lognormal(20_000, 0.15),
  removal: (random) => 20_000 + 10_000 * random.uniform(),
};

/**
 * docker-machine on a plain Ubuntu: SSH, Docker's installer and certificates take 60 to 150 s together with EC2's own
 * part (the machines of the original design needed 150 s); stopping an instance takes EC2 half a minute (inferred).
 */
export const dockerMachineBoot: BootTimes = {
  launch: (random) => 2_500 + 2_500 * random.uniform(),
  pending: dockerImageBoot.pending,
  ready: (random) => Math.min(Math.max(random.lognormal(72_000, 0.18), 42_000), 127_000),
  removal: dockerImageBoot.removal,
  stop: (random) => 20_000 + 20_000 * random.uniform(),
};

/** A Fargate task: a network interface, then the image, then sshd answers (inferred; the image has no cache). */
export const fargateBoot: BootTimes = {
  launch: (random) => 500 + 1_000 * random.uniform(),
  pending: (random) => 12_000 + 8_000 * random.uniform(),
  ready: (random) => random.lognormal(25_000, 0.2),
  removal: (random) => 20_000 + 15_000 * random.uniform(),
};

/** A boot of exactly `readyMs`, for comparisons with theory. */
export function fixedBoot(readyMs: number, removalMs = 0): BootTimes {
  return { launch: () => 0, pending: () => 0, ready: () => readyMs, removal: () => removalMs };
}
