import { parentPort, workerData } from "node:worker_threads";
import { checks } from "../checks/index.ts";
import { serveLooks, type WorkerSetup } from "../engine/index.ts";

/** A worker thread that looks at pages for `plumbline check`. */
if (parentPort) serveLooks(parentPort, workerData as WorkerSetup, checks);
