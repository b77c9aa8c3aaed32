import { parentPort, workerData } from "node:worker_threads";
import { loadLooking } from "../checks/load-looking.ts";
import { serveLooks, type WorkerSetup } from "../engine/index.ts";

/** A worker thread that looks at pages for `plumbline check`. */
if (parentPort) {
  const setup = workerData as WorkerSetup;
  serveLooks(parentPort, setup, await loadLooking(setup.looks.map(({ id }) => id)));
}
