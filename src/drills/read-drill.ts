import { drillName } from "../core/drill-page.ts";
import { UserError } from "../core/errors.ts";
import type { Page } from "../core/page.ts";
import type { Drill, Expectation, Step } from "./drill.ts";
import { drillSchema } from "./drill-schema.ts";
import { findHiddenSteps } from "./find-hidden-steps.ts";
import { readAttributes } from "./read-attributes.ts";

const KINDS: Readonly<Record<string, Step["kind"]>> = {
  bash: "shell",
  sh: "shell",
  shell: "shell",
  sql: "sql",
  ini: "conf",
  conf: "conf",
};

/**
 * Understands a page that is marked as a drill: the blocks that are not `proof=skip`, and the comments that begin with
 * `plumbline drill`. Throws a `UserError` that names page and line where it cannot be executed as it stands.
 */
export function readDrill(page: Page): Drill {
  const { drill } = page.frontMatter;
  const parsed = drillSchema.safeParse(drill === true || drill === null ? {} : drill);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const key = ["drill", ...(issue?.path ?? [])].join(".");
    throw new UserError(`${page.file}: Unexpected \`${key}\`: ${issue?.message}`, "Mend the page's front matter.");
  }
  const settings = parsed.data;
  const steps = [...blockSteps(page), ...findHiddenSteps(page)].sort((a, b) => a.place.line - b.place.line);
  if (!steps.some(({ hidden }) => !hidden)) {
    throw new UserError(
      `${page.file}: Unexpected drill without a block, expected at least one of bash, sql or conf`,
      "Write the procedure's commands as fenced blocks, or take `drill` out of the front matter.",
    );
  }
  requireKnown(page, settings.restore, steps);
  return { name: drillName(page, settings.name), page, settings, steps };
}

function blockSteps(page: Page): Step[] {
  return page.blocks.flatMap(({ language, meta, code, codeLine, place }) => {
    const kind = KINDS[language];
    if (kind === undefined) return [];
    const { proof, name, expect, title = "" } = readAttributes(meta);
    // The grammar of fences (design.md section 8) asks for the reason.
    if (proof === "skip") return [];
    if (kind === "conf" && title === "") {
      throw new UserError(
        `${place.file}:${place.line}: Unexpected configuration without a file, expected \`title="postgresql.conf"\``,
        'Name the file in the fence, or write proof=skip reason="…".',
      );
    }
    return [
      {
        kind,
        code,
        codeLine,
        place,
        hidden: false,
        name,
        title,
        expect: readExpectation(expect, kind, place.file, place.line),
      },
    ];
  });
}

function readExpectation(expect: string | undefined, kind: Step["kind"], file: string, line: number): Expectation {
  if (expect === undefined) return { kind: "success" };
  const [, status] = /^exit:(\d+)$/.exec(expect) ?? [];
  if (kind === "shell" && status !== undefined) return { kind: "exit", status: Number(status) };
  const [, sqlstate] = /^error:([0-9A-Z]{5})$/.exec(expect) ?? [];
  if (kind === "sql" && sqlstate !== undefined) return { kind: "error", sqlstate };
  if (kind === "sql" && (expect === "rows" || expect === "empty")) return { kind: expect };
  // Columns are for `sql/runs`; here the block has to run.
  if (kind === "sql" && expect.startsWith("columns:")) return { kind: "success" };
  throw new UserError(
    `${file}:${line}: Unexpected \`expect=${expect}\`, expected ${kind === "sql" ? "rows, empty or error:SQLSTATE" : "exit:STATUS"}`,
    "Say what the block has to come to, or leave it out for success.",
  );
}

function requireKnown(page: Page, wanted: readonly string[], steps: readonly Step[]): void {
  const names = steps.flatMap(({ name }) => name ?? []);
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new UserError(
    `${page.file}: Unexpected block \`${unknown}\` in \`drill.restore\`, expected one of: ${names.join(", ") || "none has a name"}`,
    "Give the block its name in the fence: ```bash name=restore.",
  );
}
