import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import * as z from "zod";
import { temporaryFolder } from "../temporary-folder.ts";
import { childWithSandbox } from "./child-with-sandbox.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const PACKAGE = `postgres-16-${process.platform}-${process.arch}`;
const links = z.array(z.object({ source: z.string(), target: z.string() }));

/** A checkout in a folder of mode 0700, its server package as npm unpacks it when install scripts are not run. */
function privateCheckout(folder: string): string {
  const checkout = join(folder, "checkout");
  mkdirSync(join(checkout, "node_modules"), { recursive: true });
  for (const part of ["src/core", "src/sandbox", "package.json"])
    cpSync(join(ROOT, part), join(checkout, part), { recursive: true });
  for (const name of ["pg", "pg-connection-string", "zod"])
    symlinkSync(join(ROOT, "node_modules", name), join(checkout, "node_modules", name));
  const copy = join(checkout, "node_modules", PACKAGE);
  cpSync(join(ROOT, "node_modules", PACKAGE), copy, { recursive: true, verbatimSymlinks: true });
  for (const { target } of links.parse(JSON.parse(readFileSync(join(copy, "native/pg-symlinks.json"), "utf8")))) {
    rmSync(join(copy, target), { force: true });
  }
  chmodSync(checkout, 0o700);
  return join(checkout, "src/sandbox/index.ts");
}

test("a checkout below a private folder, without install scripts: root copies the programs once", async () => {
  const folder = temporaryFolder();
  chmodSync(folder, 0o711);
  const module = privateCheckout(folder);
  const temporary = join(folder, "tmp");
  mkdirSync(temporary, { mode: 0o755 });
  for (const _ of ["first", "second"]) {
    const child = childWithSandbox(temporary, "await server.stop()", { module, env: { TMPDIR: temporary } });
    expect(await child.ready).toMatch(/^ready 16\./);
    expect(await child.ended).toEqual([0, null]);
    const left = readdirSync(temporary);
    if (process.getuid?.() !== 0) expect(left).toEqual([]);
    else expect(left).toEqual([expect.stringMatching(/^plumbline-postgres-16\..*-x64$/)]);
  }
});

test("a place for the copy that others can write to is not trusted", async () => {
  const folder = temporaryFolder();
  chmodSync(folder, 0o711);
  const module = privateCheckout(folder);
  const { version } = JSON.parse(readFileSync(join(folder, "checkout/node_modules", PACKAGE, "package.json"), "utf8"));
  const temporary = join(folder, "tmp");
  const trap = join(temporary, `plumbline-postgres-${version}-${process.platform}-${process.arch}`);
  mkdirSync(join(trap, "bin"), { recursive: true });
  chmodSync(temporary, 0o755);
  chmodSync(trap, 0o777);
  const child = childWithSandbox(temporary, "await server.stop()", { module, env: { TMPDIR: temporary } });
  expect(await child.ready).toMatch(/^ready 16\./);
  expect(await child.ended).toEqual([0, null]);
  expect(readdirSync(temporary)).toHaveLength(1);
  expect(existsSync(join(trap, "bin/postgres"))).toBe(false);
  expect(lstatSync(trap).mode & 0o777).toBe(0o777);
});
