import { expect, it } from 'vitest';
import { deniedPermission, translate } from '../../src/aws/errors.ts';

const denied = (name: string, message = 'Access Denied') => Object.assign(new Error(message), { name });

it.each([
  ['S3Client', 'ListObjectsV2Command', 's3:ListBucket'],
  ['S3Client', 'DeleteObjectsCommand', 's3:DeleteObject'],
  ['CloudWatchLogsClient', 'FilterLogEventsCommand', 'logs:FilterLogEvents'],
  ['IAMClient', 'SimulatePrincipalPolicyCommand', 'iam:SimulatePrincipalPolicy'],
  ['ServiceQuotasClient', 'GetServiceQuotaCommand', 'servicequotas:GetServiceQuota'],
])('%s: a denied %s names %s', (client, command, permission) => {
  expect(deniedPermission(translate(denied('AccessDenied'), client, command))).toBe(permission);
});

it('what AWS names itself goes before', () => {
  const error = denied('AccessDenied', 'User: x is not authorized to perform: s3:GetObject on resource: y');
  expect(deniedPermission(translate(error, 'S3Client', 'ListObjectsV2Command'))).toBe('s3:GetObject');
});
