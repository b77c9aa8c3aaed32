import { existsSync, readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import * as z from "zod";
import type { ProofAnswer } from "../../core/proof/prover.ts";

const rowsSchema = z.strictObject({ columns: z.array(z.string()), values: z.array(z.array(z.string().nullable())) });
const answerSchema = z.union([
  z.strictObject({ ok: z.literal(true), rows: rowsSchema.optional(), isParsed: z.literal(true).optional() }),
  z.strictObject({
    ok: z.literal(false),
    statement: z.number(),
    sqlstate: z.string(),
    message: z.string(),
    hint: z.string().optional(),
    offset: z.number().optional(),
    candidates: z.array(z.string()).optional(),
  }),
]);
const cacheSchema = z.strictObject({
  format: z.literal(1),
  answers: z.record(z.string(), z.strictObject({ answer: answerSchema, at: z.iso.datetime() })),
});

/** What servers answered before, by everything that the answer depends on. */
export interface ProofCache {
  get(key: string): { answer: ProofAnswer; at: string } | undefined;
  set(key: string, answer: ProofAnswer, at: string): void;
  /** Writes it where something changed. */
  save(): Promise<void>;
}

/** Beyond, only what this run asked for is kept. */
const MOST_ANSWERS = 50_000;

/** Answers larger than this are asked for again. */
const MOST_VALUES = 2_000;

/** Opens the cache; a damaged file counts as none, and without a name nothing is remembered. */
export function openProofCache(root: string, file: string): ProofCache {
  const path = join(root, file);
  const old =
    file !== "" && existsSync(path)
      ? (cacheSchema.safeParse(parsed(readFileSync(path, "utf8"))).data?.answers ?? {})
      : {};
  const kept: z.output<typeof cacheSchema>["answers"] = {};
  let changed = false;
  return {
    get: (key) => {
      const found = old[key] ?? kept[key];
      if (found) kept[key] = found;
      return found as { answer: ProofAnswer; at: string } | undefined;
    },
    set: (key, answer, at) => {
      if (answer.ok && (answer.rows?.values.flat().length ?? 0) > MOST_VALUES) return;
      // What ran out of time, memory or connection may do better the next time.
      if (!answer.ok && /^(?:57|53|08)/.test(answer.sqlstate)) return;
      kept[key] = { answer: structuredClone(answer) as z.output<typeof answerSchema>, at };
      changed = true;
    },
    save: async () => {
      if (!changed || file === "") return;
      const all = { ...old, ...kept };
      const answers = Object.keys(all).length > MOST_ANSWERS ? kept : all;
      await mkdir(dirname(path), { recursive: true });
      await writeFileAtomic(path, `${JSON.stringify({ format: 1, answers })}\n`);
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
