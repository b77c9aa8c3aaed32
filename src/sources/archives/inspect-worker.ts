import { parentPort, workerData } from "node:worker_threads";
import { inspectHere } from "./inspect-many.ts";

const { folder, fields } = workerData as { folder: string; fields: boolean };
const port = parentPort;
port?.on("message", async (file: string) => port.postMessage(await inspectHere(folder, file, fields)));
