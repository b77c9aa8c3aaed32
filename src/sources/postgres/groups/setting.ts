import { factIdPart } from "../../../core/fact.ts";
import type { Group } from "../group.ts";
import { isSensitiveSetting, REDACTED } from "../redact-text.ts";
import { redactFields } from "./named.ts";

/** Settings by name. The value of one that may hold a secret is not shown, only that it has one. */
export const setting: Group = {
  name: "setting",
  gaps: (_, { mayReadSettings }) =>
    mayReadSettings ? [] : ["settings that only pg_read_all_settings may see are hidden: grant the role pg_monitor"],
  toFacts: (rows) =>
    rows.map(({ name, ...row }) => {
      const sensitive = isSensitiveSetting(String(name)) && row.value !== "" && row.value !== "(disabled)";
      const hidden = { value: REDACTED, raw_setting: REDACTED };
      return {
        id: `setting.${factIdPart(String(name))}`,
        value: sensitive ? { ...row, ...hidden } : redactFields(row),
      };
    }),
};
