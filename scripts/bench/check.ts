// Measures `plumbline check` on 3,000 Markdown files against rumdl and markdownlint-cli2 in the same run, whole processes.
import { spawnSync } from "node:child_process";
import { appendFileSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkSample } from "./check-sample.ts";

/** The best of these counts; what takes half a minute by itself runs once. */
const RUNS = 3;
const cli = join(import.meta.dirname, "../../src/cli/plumbline.mjs");
const parent = join(tmpdir(), "plumbline-bench");
const folder = checkSample(parent, 3000);

interface Measured {
  seconds: number;
  peakMiB: number;
}

/** Says the peak memory of the process, its threads included, when it ends. */
const PEAK = `data:text/javascript,process.on("exit",()=>process.stderr.write("peak "+process.resourceUsage().maxRSS))`;

interface Run {
  cwd: string;
  program: string;
  args: readonly string[];
  runs?: number;
  before?(): void;
}

/** Wall-clock time of a whole process, and its own peak memory; exit code 1 (findings) is no failure. */
function measure({ cwd, program, args, runs = RUNS, before }: Run): Measured {
  const all = Array.from({ length: runs }, () => {
    before?.();
    const start = performance.now();
    const { status, stderr } = spawnSync(process.execPath, ["--import", PEAK, program, ...args], {
      cwd,
      encoding: "utf8",
      maxBuffer: 1e9,
      stdio: ["ignore", "ignore", "pipe"],
    });
    const seconds = (performance.now() - start) / 1000;
    if (status !== 0 && status !== 1) throw new Error(`${program} ${args.join(" ")} ended with ${status}: ${stderr}`);
    return { seconds, peakMiB: Math.max(...[...stderr.matchAll(/peak (\d+)/g)].map(([, kib]) => Number(kib) / 1024)) };
  });
  return { seconds: Math.min(...all.map((one) => one.seconds)), peakMiB: Math.max(...all.map((one) => one.peakMiB)) };
}

const modules = join(import.meta.dirname, "../../node_modules");

function row(name: string, { seconds, peakMiB }: Measured, goal: string, isMet: boolean): void {
  const cells = [name.padEnd(40), `${seconds.toFixed(2)} s`.padStart(9), `${peakMiB.toFixed(0)} MiB`.padStart(9)];
  console.log([...cells, goal, isMet ? "" : "MISSED"].join("  ").trimEnd());
  if (!isMet) process.exitCode = 1;
}

/** Without what servers, networks and built sites have a say in: `sql/runs` proves 27,000 blocks, which is another benchmark. */
const LOCAL = ["check", "--skip", "sql/runs"];
const forget = (cwd: string) => () => rmSync(join(cwd, ".plumbline"), { recursive: true, force: true });
/** Whoever reads a tree first pays for the disk: so that no row does, it is read once before. */
function readTree(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) readFileSync(join(entry.parentPath, entry.name));
  }
}

const ours = (cwd: string, args: readonly string[], runs = RUNS) =>
  measure({ cwd, program: cli, args, runs, before: forget(cwd) });
const ratio = (own: Measured, peer: Measured) => own.seconds / peer.seconds;

readTree(folder);
const rumdl = measure({ cwd: folder, program: join(modules, "rumdl/bin/rumdl"), args: ["check", "--no-cache", "."] });
row("rumdl", rumdl, "", true);
const stale = ours(folder, ["check", "--only", "stale/term"]);
row("stale/term, cold", stale, `${ratio(stale, rumdl).toFixed(2)} of rumdl, goal 0.60`, ratio(stale, rumdl) <= 0.6);

const linter = join(modules, "markdownlint-cli2/markdownlint-cli2-bin.mjs");
const cli2 = measure({ cwd: folder, program: linter, args: ["content/**/*.md"], runs: 1 });
row("markdownlint-cli2", cli2, "", true);
const lint = ours(folder, ["check", "--only", "markdown/lint"], 2);
row("markdown/lint, cold", lint, `${ratio(lint, cli2).toFixed(2)} of it, goal 0.60`, ratio(lint, cli2) <= 0.6);

const all = ours(folder, LOCAL, 2);
row("all local checks, cold", all, "goal 600 MiB", all.peakMiB < 600);
let edits = 0;
const edit = () => {
  edits += 1;
  appendFileSync(join(folder, "content/docs/area-1/page-1.md"), `\nEdited ${edits} times.\n`);
};
const warm = measure({ cwd: folder, program: cli, args: LOCAL, before: edit });
row("all local checks, one file changed", warm, "goal 1.00 s", warm.seconds < 1);

const small = ours(checkSample(parent, 300), LOCAL);
row("all local checks, 300 files", small, "", true);
const tenfold = checkSample(parent, 30_000);
readTree(join(tenfold, "content"));
const large = ours(tenfold, LOCAL, 1);
// A start-up that is the same for both is no work on files: it only makes the small tree dearer.
const growth = large.seconds / all.seconds;
row("all local checks, 30,000 files", large, `${growth.toFixed(1)} times 3,000, goal 11`, growth < 11);
