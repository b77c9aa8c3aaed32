import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { onTestFinished } from "vitest";

const SANDBOX = resolve(import.meta.dirname, "../../src/sandbox/index.ts");

export interface Child {
  kill(signal: NodeJS.Signals): void;
  /** The exit code and signal. */
  ended: Promise<unknown[]>;
  /** Until it says so; what it said. */
  ready: Promise<string>;
}

/** A process of its own that starts a sandbox in `base`, says `ready`, and then does what `then` says. */
export function childWithSandbox(base: string, then: string, { before = "", module = SANDBOX, env = {} } = {}): Child {
  const program = `
    const { startSandbox } = await import(${JSON.stringify(module)});
    ${before}
    const server = await startSandbox({ baseDirectory: ${JSON.stringify(base)} });
    console.log("ready " + server.version);
    ${then}`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  let complaint = "";
  child.stderr.on("data", (data) => {
    complaint += String(data);
  });
  const ended = once(child, "exit");
  const failed = ended.then(() => Promise.reject(new Error(`The child ended early. ${complaint}`)));
  const ready = Promise.race([once(child.stdout, "data").then(([data]) => String(data).trim()), failed]);
  // Not every test waits for it.
  ready.catch(() => undefined);
  return { kill: (signal) => child.kill(signal), ended, ready };
}
