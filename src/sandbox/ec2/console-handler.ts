import type { GetConsoleOutputCommandInput } from '@aws-sdk/client-ec2';
import { awsError } from '../aws-error.ts';
import { type Handlers, reads } from '../handler.ts';
import type { World } from '../world.ts';
import { instancesOf } from './instance-shape.ts';

/** What a machine writes while it boots: seconds after its launch, then the line. */
const boot: readonly (readonly [number, string])[] = [
  [6, '[    0.000000] Linux version 6.1.0 (sandbox) #1 SMP PREEMPT_DYNAMIC'],
  [8, '[    1.842113] systemd[1]: Detected virtualization amazon.'],
  [11, '[    4.310022] cloud-init[1441]: Cloud-init running init'],
  [15, '[    8.120931] systemd[1]: Started docker.service - Docker Application Container Engine.'],
  [18, '[   11.000417] cloud-init[1520]: Cloud-init finished. Datasource DataSourceEc2.'],
  [19, 'login:'],
];

function getConsoleOutput(world: World, { InstanceId = '' }: GetConsoleOutputCommandInput) {
  const found = instancesOf(world).find((instance) => instance.InstanceId === InstanceId);
  if (!found) throw awsError('InvalidInstanceID.NotFound', `The instance ID '${InstanceId}' does not exist`);
  const age = (world.engine.now - (found.LaunchTime?.getTime() ?? 0)) / 1000;
  const text = boot.filter(([second]) => second <= age).map(([, line]) => `${line}\r\n`);
  const Timestamp = new Date(world.engine.now);
  return { InstanceId, Output: Buffer.from(text.join('')).toString('base64'), Timestamp };
}

export const consoleHandlers: Handlers = { GetConsoleOutput: reads(getConsoleOutput) };
