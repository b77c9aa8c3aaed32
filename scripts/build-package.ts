// Makes lib/, what `npm pack` ships: Node runs no TypeScript inside node_modules.
import { spawnSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { globSync } from "tinyglobby";

const root = resolve(import.meta.dirname, "..");
const folder = resolve(root, process.argv[2] ?? "lib");
rmSync(folder, { recursive: true, force: true });
const tsc = join(root, "node_modules/typescript/bin/tsc");
const { status } = spawnSync(process.execPath, [tsc, "-p", "tsconfig.build.json", "--outDir", folder], {
  cwd: root,
  stdio: "inherit",
});
// Queries, styles and pictures lie beside the code that reads them.
for (const file of globSync(["**/*", "!**/*.ts"], { cwd: join(root, "src") })) {
  cpSync(join(root, "src", file), join(folder, file));
}
process.exitCode = status ?? 2;
