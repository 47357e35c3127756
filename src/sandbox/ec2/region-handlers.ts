import type { DescribeRegionsCommandInput, DescribeRegionsCommandOutput } from '@aws-sdk/client-ec2';
import { type Handlers, reads } from '../handler.ts';
import { region } from '../world.ts';

/** The sandbox is one region, and answers as that one whichever is asked. */
export const regionHandlers: Handlers = {
  DescribeRegions: reads<DescribeRegionsCommandInput, DescribeRegionsCommandOutput>(() => ({
    Regions: [
      {
        RegionName: region,
        Endpoint: `ec2.${region}.amazonaws.com`,
        OptInStatus: 'opt-in-not-required',
      },
    ],
  })),
};
