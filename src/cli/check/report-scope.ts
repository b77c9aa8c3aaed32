import type { Finding } from "../../core/finding.ts";
import type { ChosenCheck } from "../../core/run-checks.ts";

export interface ScopeOptions {
  /** Files and folders; none means everything. */
  paths: readonly string[];
  changed: ReadonlySet<string> | undefined;
  edited: string | undefined;
  checks: readonly ChosenCheck[];
}

/** What decides over more than one file: where it changed, everything is asked for. */
const DECIDES = /^plumbline\.(?:config\.\w+|known\.json)$/;

/**
 * Which findings a run is asked for. A change counts where it was made; for checks that look at several files at once it
 * counts everywhere: who renames a page breaks links on pages that did not change.
 */
export function reportScope({ paths, changed, edited, checks }: ScopeOptions): (finding: Finding) => boolean {
  const asked = paths.map((path) => path.replace(/^\.\//, "").replace(/\/+$/, ""));
  const local = new Set(checks.filter(({ check }) => check.isPerFile).map(({ check }) => check.id));
  const isWide = changed === undefined || [...changed].some((file) => DECIDES.test(file));
  return ({ file, check }) => {
    if (edited !== undefined && file !== edited) return false;
    if (!isWide && local.has(check) && !isChanged(file, changed)) return false;
    return asked.length === 0 || asked.some((path) => path === "." || file === path || file.startsWith(`${path}/`));
  };
}

/** A folder counts as changed with any file in it: a name may be wrong there. */
function isChanged(file: string, changed: ReadonlySet<string>): boolean {
  return changed.has(file) || [...changed].some((each) => each.startsWith(`${file}/`));
}
