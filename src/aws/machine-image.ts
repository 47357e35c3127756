import { DescribeImagesCommand, DescribeLaunchTemplateVersionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import type { MachineImage } from '../domain/doctor/facts.ts';
import { type Connection, clientConfig, equip } from './connection.ts';

/** Machine images of executors. */
export function machineImages(connection: Connection) {
  const client = equip(new EC2Client(clientConfig(connection)), connection);
  const options = { abortSignal: connection.signal };
  return {
    /** The image that a launch template names: an id, or `resolve:ssm:…`. */
    async ofTemplate({ id, version }: { id: string; version: string }): Promise<string | undefined> {
      const command = new DescribeLaunchTemplateVersionsCommand({
        LaunchTemplateId: id,
        Versions: [version],
      });
      const { LaunchTemplateVersions } = await client.send(command, options);
      return LaunchTemplateVersions?.[0]?.LaunchTemplateData?.ImageId;
    },
    async find(id: string): Promise<MachineImage> {
      try {
        const { Images } = await client.send(new DescribeImagesCommand({ ImageIds: [id] }), options);
        const image = Images?.[0];
        if (!image) return { id, isGone: true };
        const createdAt = Date.parse(image.CreationDate ?? '');
        return {
          id,
          ...(image.Name && { name: image.Name }),
          ...(!Number.isNaN(createdAt) && { createdAt }),
        };
      } catch (error) {
        if (isMissing(error)) return { id, isGone: true };
        throw error;
      }
    },
  };
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && /^InvalidAMIID\.(NotFound|Unavailable)$/.test(error.name);
