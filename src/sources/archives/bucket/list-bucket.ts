import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { UserError } from "../../../core/errors.ts";
import { type BucketAccess, bucketClient, smallAnswer } from "./bucket-access.ts";
import { parseBucketAddress } from "./bucket-address.ts";
import { bucketError } from "./bucket-error.ts";

/** More keys than this below one prefix are no folder of archives; a list without end must not fill memory. */
const MAX_KEYS = 100_000;

/**
 * The keys below a prefix with their sizes, relative to it; markers of folders are left out. Throws a `UserError` where
 * the server refuses, or lists without end.
 */
export async function listBucket(address: string, access: BucketAccess): Promise<Map<string, number>> {
  const { bucket, key } = parseBucketAddress(address);
  const prefix = key === "" || key.endsWith("/") ? key : `${key}/`;
  const found = new Map<string, number>();
  try {
    const client = await bucketClient(access);
    for (let token: string | undefined, keys = 0; ; ) {
      const more = token === undefined ? {} : { ContinuationToken: token };
      // XML has no place for most control characters: keys are asked for percent-encoded.
      const asked = { Bucket: bucket, Prefix: prefix, EncodingType: "url", ...more } as const;
      const page = await client.send(new ListObjectsV2Command(asked), smallAnswer(access));
      for (const { Key = "", Size = 0 } of page.Contents ?? []) {
        const name = page.EncodingType === "url" ? decodeURIComponent(Key.replaceAll("+", " ")) : Key;
        if (name.startsWith(prefix) && !name.endsWith("/")) found.set(name.slice(prefix.length), Size);
      }
      keys += page.Contents?.length ?? 0;
      if (keys > MAX_KEYS || (page.NextContinuationToken !== undefined && page.NextContinuationToken === token)) {
        throw new UserError(`Unexpected list without end of \`${address}\``, "Name a longer prefix.");
      }
      token = page.NextContinuationToken;
      if (token === undefined) return found;
    }
  } catch (error) {
    throw bucketError(address, error);
  }
}
