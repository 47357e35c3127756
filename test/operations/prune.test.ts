import { beforeAll, describe, expect, it } from 'vitest';
import type { Leftover } from '../../src/domain/fleet/leftovers.ts';
import { pruneExecutors } from '../../src/operations/executors-prune.ts';
import type { Prompter } from '../../src/operations/ports.ts';
import { fleetWorld, runLoose, saysYes } from './fleet-world.ts';

let world: Awaited<ReturnType<typeof fleetWorld>>;
let stray = '';
let theirs: string[] = [];

beforeAll(async () => {
  world = await fleetWorld({}, 'prune');
  const { machine, bench } = world;
  // Left over: a machine without tags, an open spot request with its key, a key without a machine.
  stray = await runLoose(world, { KeyName: machine(1) });
  const LaunchSpecification = { KeyName: machine(2), InstanceType: 't3.large' };
  await bench.aws('ec2', 'ImportKeyPair', { KeyName: machine(2), PublicKeyMaterial: 'x' });
  await bench.aws('ec2', 'RequestSpotInstances', { LaunchSpecification });
  await bench.aws('ec2', 'ImportKeyPair', { KeyName: machine(3), PublicKeyMaterial: 'x' });
  // Not ours: another stack's machine by tag, by mark, in another group, and a person's key.
  theirs = [
    await runLoose(world, { KeyName: machine(4), tags: { 'glfr:stack': 'other' } }),
    await runLoose(world, { KeyName: machine(5, 'ffffffff') }),
    await runLoose(world, { KeyName: machine(6), group: 'sg-0other' }),
    await runLoose(world, { KeyName: 'my-own-key' }),
    await runLoose(world, {}),
  ];
  bench.pass(2400);
});

const prune = (more: object = {}, prompter?: Prompter) => {
  const told: Leftover[] = [];
  const input = {
    ...{ credentials: {}, dryRun: false, confirmed: prompter === undefined },
    onFound: (found: readonly Leftover[]) => void told.push(...found),
    ...more,
  };
  const deps = { ...world.deps, ...(prompter && { prompter }) };
  return pruneExecutors(input, deps).then((result) => ({ ...result, told }));
};
const kinds = (found: readonly Leftover[]) => found.map(({ kind, name }) => [kind, name]);
const everything = () => {
  const { machine } = world;
  return [
    ...[
      ['spot-request', machine(2)],
      ['instance', machine(1)],
    ],
    ...[
      ['key-pair', machine(2)],
      ['key-pair', machine(3)],
    ],
  ];
};
const stateOf = async (id: string): Promise<string> =>
  (await world.bench.aws('ec2', 'DescribeInstances', { InstanceIds: [id] })).Reservations[0].Instances[0]
    .State.Name;

describe('prune', () => {
  it('lists what nobody knows, and touches nothing on a dry run', async () => {
    const { found, removed, next } = await prune({ dryRun: true });
    expect(kinds(found)).toEqual(everything());
    expect(removed).toEqual([]);
    expect(next).toEqual(['glfr executors prune']);
    expect(await stateOf(stray)).toBe('running');
  });

  it('asks, and without a yes does nothing', async () => {
    await expect(prune({ confirmed: false })).rejects.toMatchObject({ code: 'input.needed' });
    const says = { interactive: true, ask: async () => ({ kind: 'value', value: false }) as const };
    await expect(prune({}, says)).rejects.toMatchObject({ code: 'declined' });
    expect(await stateOf(stray)).toBe('running');
  });

  it('without the log takes no machine and no request for an orphan', async () => {
    world.bench.faults('deny:logs:FilterLogEvents');
    const { found, lacking } = await prune({ dryRun: true });
    expect(kinds(found)).toEqual([['key-pair', world.machine(3)]]);
    expect(lacking.join()).toContain('logs:FilterLogEvents');
    world.bench.faults('deny:ec2:DescribeKeyPairs', 'deny:ec2:DescribeSpotInstanceRequests');
    const partly = await prune({ dryRun: true });
    expect(kinds(partly.found)).toEqual([['instance', world.machine(1)]]);
    expect(partly.lacking).toHaveLength(2);
    world.bench.faults();
  });

  it('takes away only what is still left over when its turn comes, and nothing of anyone else', async () => {
    const busy = saysYes(() => world.bench.aws('ec2', 'DeleteKeyPair', { KeyName: world.machine(3) }));
    const { told, removed, spared } = await prune({}, busy);
    expect(kinds(told)).toEqual(everything());
    expect(kinds(spared)).toEqual([['key-pair', world.machine(3)]]);
    expect(kinds(removed)).toEqual(everything().slice(0, 3));
    expect(await stateOf(stray)).toBe('shutting-down');
    for (const id of theirs) expect(await stateOf(id)).toBe('running');
    const { KeyPairs } = await world.bench.aws('ec2', 'DescribeKeyPairs');
    expect(KeyPairs.map(({ KeyName }: { KeyName: string }) => KeyName).toSorted()).toEqual(
      [
        world.machine(1),
        world.machine(4),
        world.machine(5, 'ffffffff'),
        world.machine(6),
        'my-own-key',
      ].toSorted(),
    );
    world.bench.pass(120);
    // The machine is gone now, so its key has no use.
    expect(kinds((await prune()).removed)).toEqual([['key-pair', world.machine(1)]]);
    expect((await prune()).found).toEqual([]);
  });
});
