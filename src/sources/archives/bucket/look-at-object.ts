import { HeadObjectCommand } from "@aws-sdk/client-s3";
import { type BucketAccess, bucketClient, smallAnswer } from "./bucket-access.ts";
import { parseBucketAddress } from "./bucket-address.ts";
import { bucketError, statusOf } from "./bucket-error.ts";
import type { ObjectState } from "./read-object.ts";

/** Size and ETag of an object; undefined where there is none. Throws a `UserError` where the server does not say. */
export async function lookAtObject(address: string, access: BucketAccess): Promise<ObjectState | undefined> {
  const { bucket, key } = parseBucketAddress(address);
  if (key === "" || key.endsWith("/")) return undefined;
  try {
    const client = await bucketClient(access);
    const command = new HeadObjectCommand({ Bucket: bucket, Key: key });
    const { ContentLength = 0, ETag } = await client.send(command, smallAnswer(access));
    return { bytes: ContentLength, etag: ETag };
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw bucketError(address, error);
  }
}
