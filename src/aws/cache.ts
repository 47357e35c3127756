import { DeleteObjectsCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { type Connection, clientConfig, equip } from './connection.ts';

/** The bucket of the job cache. */
export function cachePort(connection: Connection) {
  // Path style, so that an endpoint of one's own needs no name for each bucket.
  const config = { ...clientConfig(connection), forcePathStyle: connection.endpoint !== undefined };
  const client = equip(new S3Client(config), connection);
  const options = { abortSignal: connection.signal };
  return {
    /** Deletes every object, a page of a thousand at a time; returns how many there were. */
    async empty(bucket: string): Promise<number> {
      let count = 0;
      for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket }, options)) {
        const keys = (page.Contents ?? []).map(({ Key }) => ({ Key }));
        if (keys.length === 0) continue;
        await client.send(
          new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: keys, Quiet: true } }),
        );
        count += keys.length;
      }
      return count;
    },
  };
}
