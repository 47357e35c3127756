import { describe, expect, it } from 'vitest';
import { Bench } from './harness.ts';

describe('what doctor looks at', () => {
  it('images: known by their id, malformed ones refused, older by the fault', async () => {
    const bench = await Bench.open();
    const ImageIds = ['ami-0a1b2c3d'];
    const age = async () => {
      const { Images } = await bench.aws('ec2', 'DescribeImages', { ImageIds });
      return Math.round((bench.sandbox.now() - Date.parse(Images[0].CreationDate)) / 86_400_000);
    };
    expect(await age()).toBe(10);
    bench.faults('old-image');
    expect(await age()).toBe(120);
    await expect(bench.aws('ec2', 'DescribeImages', { ImageIds: ['nonsense'] })).rejects.toMatchObject({
      name: 'InvalidAMIID.Malformed',
    });
    const LaunchTemplateId = 'lt-0000000000000000a';
    await expect(
      bench.aws('ec2', 'DescribeLaunchTemplateVersions', { LaunchTemplateId }),
    ).rejects.toMatchObject({ name: 'InvalidLaunchTemplateId.NotFound' });
  });

  it('images come five a page', async () => {
    const bench = await Bench.open();
    const ImageIds = Array.from({ length: 7 }, (_, index) => `ami-0000000${index}`);
    const first = await bench.aws('ec2', 'DescribeImages', { ImageIds });
    const second = await bench.aws('ec2', 'DescribeImages', { ImageIds, NextToken: first.NextToken });
    expect([first.Images.length, second.Images.length, second.NextToken]).toEqual([5, 2, undefined]);
  });

  it('no drift of a stack that is not there', async () => {
    const bench = await Bench.open();
    const refused = { name: 'ValidationError' };
    await expect(bench.aws('cloudformation', 'DetectStackDrift', { StackName: 'x' })).rejects.toMatchObject(
      refused,
    );
    const StackDriftDetectionId = 'none';
    await expect(
      bench.aws('cloudformation', 'DescribeStackDriftDetectionStatus', { StackDriftDetectionId }),
    ).rejects.toMatchObject(refused);
  });
});
