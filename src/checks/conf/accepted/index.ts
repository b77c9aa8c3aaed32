import leven from "leven";
import * as z from "zod";
import type { Check } from "../../../core/check.ts";
import { UserError } from "../../../core/errors.ts";
import { nearest } from "../../../core/nearest.ts";
import type { Block } from "../../../core/page.ts";
import { blockKind } from "../../../core/proof/block-kind.ts";
import { confFile } from "../../../core/proof/conf-file.ts";
import { type GatheredPage, gatherBlocks } from "../../../core/proof/gather-blocks.ts";
import type { ProgramFile, Prover } from "../../../core/proof/prover.ts";
import { listMajors } from "../../../core/proof/renames.ts";
import { floorFindings } from "../../../proofs/floor-findings.ts";
import { PROGRAM_OF } from "./ask-program.ts";
import { fileOf, proveBlock } from "./prove-block.ts";
import { proveStated } from "./prove-stated.ts";

const options = z.strictObject({
  floor: z
    .int()
    .min(0)
    .default(0)
    .describe("Accepted blocks below which the check fails: fewer than before is a loss."),
  require: z
    .array(z.enum(["pgbouncer", "pgbackrest"]))
    .default([])
    .describe("Programs without which the check cannot do its job; blocks of others are left out aloud."),
});

/** Every configuration block is accepted by every PostgreSQL major that its page claims. */
export const confAccepted: Check<z.output<typeof options>> = {
  id: "conf/accepted",
  summary:
    "every line of a configuration block, and every setting that `ALTER SYSTEM`, a command or `PGOPTIONS` gives, is accepted by every PostgreSQL major that the page claims; pgbouncer.ini and pgbackrest.conf by their own programs",
  why: "A server that is reloaded with a line it does not know ignores it; one that is restarted does not come back.",
  fix: "Correct the name or value, or say which `versions` the block is for; `plumbline tune` works values out.",
  severity: "error",
  needs: ["sandbox"],
  options,
  look: { page: (page) => ({ findings: [], gathered: gatherBlocks(page, isHeld, nearestName) }) },
  async run({ prover, now }, { floor, require }, looks) {
    if (!prover) throw new Error("Unexpected run without servers");
    const pages = looks.pages.flatMap(({ gathered }) => (gathered ? [gathered as GatheredPage] : []));
    const all = pages.flatMap((page) => page.blocks.map((block) => ({ page, block })));
    const blocks = all.filter(({ block }) => fileOf(block) !== undefined);
    const others = all.filter(({ block }) => fileOf(block) === undefined);
    const stated = await Promise.all(others.map(({ page, block }) => proveStated(page, block, prover)));
    const settings = stated.reduce((sum, each) => sum + each.settings, 0);
    await requirePrograms(require, prover);
    const proven = await Promise.all(blocks.map(({ page, block }) => proveBlock(page, block, prover, now)));
    const proofs = proven.map(({ proof }) => proof);
    const notes = [
      `on PostgreSQL ${listMajors(prover.majors)}`,
      ...(settings > 0 ? [`${settings} settings in statements and commands`] : []),
      ...new Set(proven.flatMap(({ notes }) => notes)),
    ];
    return {
      examined: blocks.length + stated.filter((each) => each.settings > 0).length,
      findings: [
        ...[...proven, ...stated].flatMap(({ findings }) => findings),
        ...floorFindings("conf/accepted", proofs, floor),
      ],
      proofs,
      note: notes.join("; "),
    };
  },
};

async function requirePrograms(names: readonly string[], prover: Prover): Promise<void> {
  for (const [file, name] of Object.entries(PROGRAM_OF) as [ProgramFile, string][]) {
    if (!names.includes(name) || (await prover.program(file, ""))) continue;
    throw new UserError(
      `Missing ${name}, which \`require\` of conf/accepted asks for`,
      `Install it (on Debian: apt-get install ${name}).`,
    );
  }
}

function isHeld(block: Block): boolean {
  return isConf(block) || statesSettings(block);
}

/** Where `ALTER SYSTEM` or a program's `-c name=value` may stand; what is there is found when it is proven. */
function statesSettings(block: Block): boolean {
  const { code } = block;
  const kind = blockKind(block);
  if (kind === "sql") return ALTER_SYSTEM.test(code);
  return kind === "shell" && (ALTER_SYSTEM.test(code) || SERVER.test(code));
}

const ALTER_SYSTEM = /\bALTER\s+SYSTEM\b/i;
const SERVER =
  /\b(?:postgres|postmaster|initdb|pg_ctl|pg_createcluster|pg_upgrade|PGOPTIONS)\b|postgis|timescaledb|pgvector/;

/** Titles of files that a server can be asked about; the language alone does not tell whose configuration it is. */
function isConf({ language, meta }: Block): boolean {
  return ["ini", "conf", "properties", "text", "txt", ""].includes(language) && confFile(meta) !== undefined;
}

function nearestName(name: string, known: readonly string[]): string | undefined {
  return nearest(name, known, leven);
}
