import type {
  DeleteObjectsCommandInput,
  DeleteObjectsCommandOutput,
  ListObjectsV2CommandInput,
  ListObjectsV2CommandOutput,
} from '@aws-sdk/client-s3';
import { awsError } from '../aws-error.ts';
import { changes, type Handlers, reads } from '../handler.ts';
import { page } from '../pages.ts';
import type { World } from '../world.ts';

function bucketOf({ buckets }: World, name = '') {
  const found = buckets.get(name);
  if (found === undefined) throw awsError('NoSuchBucket', 'The specified bucket does not exist');
  return found;
}

function listObjects(world: World, input: ListObjectsV2CommandInput) {
  const keys = [...bucketOf(world, input.Bucket)].sort();
  const invalid = (): Error => awsError('InvalidArgument', 'The continuation token provided is incorrect');
  const { items, next } = page(keys, input.ContinuationToken, input.MaxKeys, invalid);
  return {
    Contents: items.map((Key) => ({ Key, Size: 1_048_576 })),
    KeyCount: items.length,
    IsTruncated: next !== undefined,
    ...(next && { NextContinuationToken: next }),
  };
}

function deleteObjects(world: World, input: DeleteObjectsCommandInput) {
  const bucket = bucketOf(world, input.Bucket);
  for (const { Key = '' } of input.Delete?.Objects ?? []) bucket.delete(Key);
  return {};
}

export const s3Handlers: Handlers = {
  ListObjectsV2: reads<ListObjectsV2CommandInput, ListObjectsV2CommandOutput>(listObjects),
  DeleteObjects: changes<DeleteObjectsCommandInput, DeleteObjectsCommandOutput>(deleteObjects),
};
