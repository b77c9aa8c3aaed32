import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { type BucketAccess, bucketClient } from "./bucket-access.ts";
import { parseBucketAddress } from "./bucket-address.ts";
import { bucketError } from "./bucket-error.ts";

/**
 * The keys below a prefix with their sizes, relative to it; markers of folders are left out. Throws a `UserError` where
 * the server refuses.
 */
export async function listBucket(address: string, access: BucketAccess): Promise<Map<string, number>> {
  const { bucket, key } = parseBucketAddress(address);
  const prefix = key === "" || key.endsWith("/") ? key : `${key}/`;
  const found = new Map<string, number>();
  try {
    const client = await bucketClient(access);
    for (let token: string | undefined; ; ) {
      const more = token === undefined ? {} : { ContinuationToken: token };
      const page = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ...more }));
      for (const { Key = "", Size = 0 } of page.Contents ?? []) {
        if (!Key.endsWith("/")) found.set(Key.slice(prefix.length), Size);
      }
      token = page.NextContinuationToken;
      if (token === undefined) return found;
    }
  } catch (error) {
    throw bucketError(address, error);
  }
}
