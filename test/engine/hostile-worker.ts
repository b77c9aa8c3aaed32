import { parentPort, workerData } from "node:worker_threads";
import { serveLooks, type WorkerSetup } from "../../src/engine/index.ts";
import { hostileCheck } from "./hostile-check.ts";

/** A worker thread with one check that can go wrong in every way. */
if (parentPort) serveLooks(parentPort, workerData as WorkerSetup, [hostileCheck]);
