import type {
  DescribeImagesCommandInput,
  DescribeLaunchTemplateVersionsCommandInput,
  Image,
} from '@aws-sdk/client-ec2';
import { awsError } from '../aws-error.ts';
import { imageId } from '../fleet/launch.ts';
import { type Handlers, type Request, reads } from '../handler.ts';
import { page } from '../pages.ts';
import { at, text } from '../values.ts';
import type { World } from '../world.ts';

const invalid = (): Error => awsError('InvalidPaginationToken', 'The pagination token is invalid');
const dayMs = 86_400_000;

/** Only what glfr reads of it: the image. */
function describeVersions({ groups }: World, input: DescribeLaunchTemplateVersionsCommandInput) {
  const template = groups.launchTemplates.get(input.LaunchTemplateId ?? '');
  if (template === undefined)
    throw awsError(
      'InvalidLaunchTemplateId.NotFound',
      `The specified launch template, with template ID ${input.LaunchTemplateId}, does not exist.`,
    );
  const newest = template.versions.length;
  const wanted = (input.Versions ?? []).map((name) => (name === '$Latest' ? newest : Number(name) || 1));
  const all = template.versions.map((version, index) => ({
    LaunchTemplateId: template.id,
    LaunchTemplateName: template.name,
    VersionNumber: index + 1,
    LaunchTemplateData: { ImageId: imageId(text(at(version, 'LaunchTemplateData', 'ImageId'))) },
  }));
  const chosen = all.filter(({ VersionNumber }) => wanted.length === 0 || wanted.includes(VersionNumber));
  const { items, next } = page(chosen, input.NextToken, input.MaxResults, invalid);
  return { LaunchTemplateVersions: items, ...(next && { NextToken: next }) };
}

/** Every image there could be exists, and is ten days old. */
function describeImages({ engine }: World, input: DescribeImagesCommandInput, { faults }: Request) {
  const ids = input.ImageIds ?? [];
  const wrong = ids.find((id) => !/^ami-[0-9a-f]{8,17}$/.test(id));
  if (wrong !== undefined) throw awsError('InvalidAMIID.Malformed', `Invalid id: "${wrong}"`);
  const days = faults.includes('old-image') ? 120 : 10;
  const images = ids.map((id): Image => {
    const made = new Date(engine.now - days * dayMs).toISOString();
    return { ImageId: id, Name: `executor-${id.slice(-8)}`, State: 'available', CreationDate: made };
  });
  const { items, next } = page(images, input.NextToken, input.MaxResults, invalid);
  return { Images: items, ...(next && { NextToken: next }) };
}

export const imageHandlers: Handlers = {
  DescribeLaunchTemplateVersions: reads(describeVersions),
  DescribeImages: reads(describeImages),
};
