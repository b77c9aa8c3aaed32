import { PutObjectCommand } from "@aws-sdk/client-s3";
import { UserError } from "../../../core/errors.ts";
import { type BucketAccess, bucketClient, smallAnswer } from "./bucket-access.ts";
import { parseBucketAddress } from "./bucket-address.ts";
import { bucketError } from "./bucket-error.ts";

/** Puts bytes or a text under a key; a server shows it whole or not at all. Throws a `UserError` where it refuses. */
export async function writeObject(address: string, content: string | Uint8Array, access: BucketAccess): Promise<void> {
  const { bucket, key } = parseBucketAddress(address);
  try {
    const client = await bucketClient(access);
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: content }), smallAnswer(access));
  } catch (error) {
    const { message, hint } = bucketError(address, error);
    throw new UserError(message.replace("Cannot read", "Cannot write"), hint);
  }
}
