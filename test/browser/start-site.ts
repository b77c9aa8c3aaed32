import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../..");

/** The main job as a person runs it, and what it said. */
export interface RunningSite {
  /** Such as `http://localhost:4321`. */
  address: string;
  process: ChildProcess;
  /** Everything it has written to stderr and stdout so far. */
  said(): string;
  /** Waits for the end; the exit code. */
  ended: Promise<number | null>;
}

/** Runs `npm start`'s script with nothing of this process's connections in its environment; resolves when the site is up. */
export async function startSite(env: Record<string, string> = {}): Promise<RunningSite> {
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(process.execPath, ["scripts/start.ts"], {
    cwd: ROOT,
    env: { PATH, HOME, NO_COLOR: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const ended = new Promise<number | null>((done) => child.once("exit", done));
  const address = new Promise<string>((found, failed) => {
    const listen = (data: Buffer) => {
      said += data.toString("utf8");
      const match = /The site is at (\S+)/.exec(said);
      if (match?.[1]) found(match[1]);
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    void ended.then((code) => failed(new Error(`Unexpected end (${code}) before the site was up:\n${said}`)));
  });
  return { address: await address, process: child, said: () => said, ended };
}
