import { UserError } from "../../../core/errors.ts";

/** A bucket and what stands behind it: the key of an object, or a prefix of keys. */
export interface BucketAddress {
  bucket: string;
  key: string;
}

export function isBucketAddress(text: string): boolean {
  return text.startsWith("s3://");
}

/** Reads `s3://bucket/key`; keys are taken as they stand. Throws a `UserError` without repeating what may be a secret. */
export function parseBucketAddress(text: string): BucketAddress {
  const [, bucket, key = ""] = /^s3:\/\/([a-zA-Z0-9][a-zA-Z0-9._-]{1,61}[a-zA-Z0-9])(?:\/(.*))?$/s.exec(text) ?? [];
  if (bucket !== undefined) return { bucket, key };
  throw new UserError(
    "Unexpected address of a bucket, expected s3://bucket/key",
    "Credentials stand in AWS_* variables or ~/.aws, never in the address.",
  );
}
