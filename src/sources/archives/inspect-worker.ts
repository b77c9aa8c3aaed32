import { parentPort, workerData } from "node:worker_threads";
import type { BucketAccess } from "./bucket/bucket-access.ts";
import { inspectHere } from "./inspect-many.ts";

/** How many bytes go by between two words about progress. */
const STEP_BYTES = 4 * 1024 * 1024;

const { folder, fields, access } = workerData as { folder: string; fields: boolean; access?: BucketAccess };
const port = parentPort;
port?.on("message", async (file: string) => {
  let told = 0;
  const onBytes = (_: string, bytesRead: number): void => {
    if (bytesRead - told < STEP_BYTES) return;
    told = bytesRead;
    port.postMessage({ bytesRead });
  };
  port.postMessage({ inspected: await inspectHere(folder, file, fields, { onBytes, access }) });
});
