import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import type { Nodes } from "mdast";
import { expect, test } from "vitest";
import { makeSnapshot } from "../../src/core/fact.ts";
import { startSandbox } from "../../src/sandbox/index.ts";
import { renderView } from "../../src/site/transform/render-view.ts";
import { archivesSource } from "../../src/sources/archives/index.ts";
import { writeManifest } from "../../src/sources/archives/write-manifest.ts";
import { factsOf } from "../facts-of.ts";
import { writeArchive } from "../sources/archives/write-archive.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const CLI = resolve(import.meta.dirname, "../../src/cli/plumbline.mjs");
const hasPsql = spawnSync("psql", ["--version"]).status === 0;

test.runIf(hasPsql)(
  "the commands of an archive's page verify it, and load it into PostgreSQL to the last document",
  {
    timeout: 60_000,
  },
  async () => {
    const root = temporaryFolder();
    const texts = ["tab\t", "line\n", "back\\slash", "\\N", "nul\0", "'"];
    const documents = Array.from({ length: 300 }, (_, n) => ({ n, text: texts[n % texts.length] }));
    mkdirSync(join(root, "the archives"));
    // A keyword of SQL as the collection's name, and a file's name that bash would take apart.
    const collections = [
      { db: "app", collection: "User", documents },
      { db: "app", collection: "none", documents: [] },
    ];
    writeFileSync(join(root, "the archives", "it's $(one).archive"), writeArchive(collections));
    const { manifest } = await writeManifest(join(root, "the archives"));
    const env = { PATH: `${root}${delimiter}${process.env.PATH}`, HOME: root };
    const commands = await commandsOf(root);

    // `npx plumbline` here is this checkout.
    writeFileSync(join(root, "npx"), `#!/bin/sh\nshift\nexec '${process.execPath}' '${CLI}' "$@"\n`);
    chmodSync(join(root, "npx"), 0o755);
    const server = await startSandbox();
    try {
      const postgres = { PGHOST: server.socketDirectory, PGUSER: "postgres", PGDATABASE: "postgres" };
      const bash = (command: string) =>
        spawnSync("bash", ["--norc", "-euo", "pipefail", "-c", command], {
          cwd: root,
          env: { ...env, ...postgres },
          encoding: "utf8",
        });
      const [verify = "", sums = ""] = commands;
      expect(bash(verify)).toMatchObject({ status: 0, stdout: expect.stringContaining("verified, 1 archives") });
      expect(bash(sums)).toMatchObject({ status: 0, stdout: expect.stringContaining("manifest.json: OK") });
      const load = commands.find((command) => command.includes("COPY")) ?? "";
      expect(bash(load)).toMatchObject({ status: 0, stderr: "", stdout: "CREATE TABLE\nCOPY 300\n" });
      const count = bash(`psql -Atc "SELECT count(*), count(DISTINCT document->'n') FROM archived_user"`);
      expect(count.stdout).toBe(`${manifest.archives[0]?.collections[0]?.documents}|300\n`);
    } finally {
      await server.stop();
    }
  },
);

async function commandsOf(root: string): Promise<string[]> {
  const signal = new AbortController().signal;
  const outside = { root, env: {}, now: new Date(0), signal, progress: () => undefined };
  const { facts, origin } = await archivesSource.collect({ folder: "the archives", pattern: "**/*" }, outside);
  const tool = { name: "plumbline", version: "1" };
  const provenance = { source: "archives", target: "mongodb", origin, tool, observedAt: "2026-11-01T00:00:00Z" };
  const context = {
    facts: factsOf(makeSnapshot(provenance, facts)),
    freshFor: () => 400 * 86_400_000,
    now: new Date("2026-11-24T12:00:00Z"),
  };
  return codeIn(renderView({ name: "archive-commands", target: "mongodb" }, context));
}

function codeIn(node: Nodes): string[] {
  if (node.type === "code") return [node.value];
  return "children" in node ? node.children.flatMap((child) => codeIn(child)) : [];
}
