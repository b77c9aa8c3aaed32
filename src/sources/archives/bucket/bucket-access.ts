import type { S3Client } from "@aws-sdk/client-s3";
import * as z from "zod";
import { durationMs, durationTextSchema } from "../../../core/duration.ts";

/** How to reach a bucket, beside what every AWS client finds by itself (AWS_* variables, ~/.aws, instance roles). */
export const bucketAccessSchema = z.strictObject({
  endpoint: z
    .url({ protocol: /^https?$/ })
    .refine((url) => !/\/\/[^/]*@/.test(url), "expected no credentials")
    .optional()
    .describe("Address of an S3-compatible server; default: AWS_ENDPOINT_URL, else AWS itself."),
  region: z.string().min(1).optional().describe("Region of the bucket; default: AWS_REGION or ~/.aws/config."),
  pathStyle: z
    .boolean()
    .default(true)
    .describe("Whether the bucket stands in the path (as most S3-compatible servers want it) or in the host name."),
  timeout: durationTextSchema
    .default("30s")
    .describe("How long to wait for an answer, and for each further MiB of it."),
});
export type BucketAccess = z.input<typeof bucketAccessSchema>;

const clients = new Map<string, Promise<S3Client>>();

/** A client for these settings, one per process; the package is loaded only where a bucket is read. */
export function bucketClient(access: BucketAccess): Promise<S3Client> {
  const key = JSON.stringify(access);
  const client = clients.get(key) ?? makeClient(access);
  clients.set(key, client);
  return client;
}

async function makeClient(access: BucketAccess): Promise<S3Client> {
  const { S3Client } = await import("@aws-sdk/client-s3");
  const timeout = waitOf(access);
  return new S3Client({
    ...(access.endpoint !== undefined && { endpoint: access.endpoint }),
    ...(access.region !== undefined && { region: access.region }),
    forcePathStyle: access.pathStyle ?? true,
    maxAttempts: 3,
    // Ranges have no checksum of their own, and older servers refuse what they do not know.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    requestHandler: { connectionTimeout: timeout, requestTimeout: timeout, throwOnRequestTimeout: true },
  });
}

/** Milliseconds to wait for an answer, or for the next MiB of one. */
export function waitOf({ timeout = "30s" }: BucketAccess): number {
  return durationMs(timeout);
}

/** How many times that a whole small answer (a list, a state) may take, its retries included. */
const SMALL_ANSWER_WAITS = 4;

/** An end to wait for a small answer, however slowly the server sends it. */
export function smallAnswer(access: BucketAccess): { abortSignal: AbortSignal } {
  return { abortSignal: AbortSignal.timeout(waitOf(access) * SMALL_ANSWER_WAITS) };
}
