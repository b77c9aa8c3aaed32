import { parentPort, workerData } from "node:worker_threads";
import { scanHere } from "./scan-here.ts";
import type { LogRange } from "./scan-range.ts";

const { linePrefix } = workerData as { linePrefix: string | undefined };
const port = parentPort;
port?.on("message", async (range: LogRange) => port.postMessage(await scanHere(range, linePrefix)));
