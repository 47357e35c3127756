import type { GetCallerIdentityCommandInput, GetCallerIdentityCommandOutput } from '@aws-sdk/client-sts';
import { type Handlers, reads } from './handler.ts';
import { account, userArn } from './world.ts';

export const stsHandlers: Handlers = {
  GetCallerIdentity: reads<GetCallerIdentityCommandInput, GetCallerIdentityCommandOutput>(() => ({
    Account: account,
    Arn: userArn,
    UserId: 'AIDASANDBOXSANDBOX000',
  })),
};
