import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openConsole } from "../../src/cli/console.ts";
import { proveAsSaved } from "../../src/cli/dev/prove-as-saved.ts";
import { loadConfig } from "../../src/config/index.ts";
import { openProver } from "../../src/sandbox/prover/index.ts";
import { type LivePage, openLiveProofs } from "../../src/site/live/live-proofs.ts";
import { temporaryFolder } from "../temporary-folder.ts";

test("a page that is saved is proven, and whoever shows it is told; one of another name is not", async () => {
  const root = temporaryFolder();
  mkdirSync(join(root, "content/docs"), { recursive: true });
  writeFileSync(join(root, "plumbline.config.json"), '{ "postgres": { "majors": [16] } }');
  const loaded = await loadConfig(root);
  const prover = openProver({ majors: [16], fixtures: join(root, "content/schemas") });
  const live = openLiveProofs();
  const console = openConsole({ quiet: true });
  const facts = join(root, "content/facts");
  const setting = { root, console, now: new Date(), factsDirectory: facts, factsShownAs: "content/facts" };
  const end = proveAsSaved(setting, loaded, prover, live);
  const heard: LivePage[] = [];
  const waiting: ((page: LivePage) => void)[] = [];
  live.listen((page) => {
    heard.push(page);
    waiting.shift()?.(page);
  });
  const save = (name: string, code: string) => {
    const told = new Promise<LivePage>((resolve) => waiting.push(resolve));
    writeFileSync(join(root, "content/docs", name), `---\ntitle: A\n---\n\n\`\`\`sql\n${code}\n\`\`\`\n`);
    return told;
  };
  try {
    expect(await save("a.md", "SELECT mean_time FROM pg_stat_statements;")).toMatchObject({
      slug: "a",
      verdicts: [{ holds: false, findings: [expect.stringMatching(/^Line 6: Unexpected column `mean_time`/)] }],
    });
    expect(await save("a.md", "SELECT mean_exec_time FROM pg_stat_statements;")).toMatchObject({
      slug: "a",
      verdicts: [{ word: "Proven", sentence: "runs on PostgreSQL 16", holds: true, findings: [] }],
    });
    writeFileSync(join(root, "content/docs/notes.txt"), "no page");
    expect((await save("b.md", "SELECT 1;")).slug).toBe("b");
    expect(heard.map(({ slug }) => slug)).toEqual(["a", "a", "b"]);
  } finally {
    end();
    await prover.close();
  }
}, 120_000);
