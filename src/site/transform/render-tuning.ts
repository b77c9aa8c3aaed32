import leven from "leven";
import type { PhrasingContent, RootContent, TableCell } from "mdast";
import { UserError } from "../../core/errors.ts";
import {
  type ComparedSetting,
  compareSettings,
  observeTarget,
  readMachine,
  recommend,
} from "../../core/tuning/index.ts";
import type { SiteContext } from "../site-context.ts";
import { caption } from "./caption.ts";
import { element, phrasing, text } from "./nodes.ts";
import { requireAttributes } from "./require-attributes.ts";

const ATTRIBUTES = ["name", "target", "ram", "cpus", "storage", "connections", "workload"];
const TITLE = "Recommended and actual settings";
const OLDEST_MAJOR = 13;

/**
 * Renders `::view{name="tuning" target=… ram="16GB" cpus=8 storage="ssd"}`: what `plumbline tune` works out for the machine
 * beside what the target has. Throws a `UserError` on an unknown target or attribute, and on what is no machine.
 */
export function renderTuning(attributes: Readonly<Record<string, string>>, context: SiteContext): RootContent {
  requireAttributes("tuning", attributes, ATTRIBUTES);
  const { target = "", ram, cpus, storage } = attributes;
  const snapshot = context.facts.latest("postgres", target);
  if (!snapshot) {
    throw new UserError(
      `Unexpected target \`${target}\` of view \`tuning\`, expected a PostgreSQL target that was pulled`,
      "Name the target, or run `plumbline pull`.",
    );
  }
  const observed = observeTarget(snapshot);
  const connections = attributes.connections ?? observed.maxConnections?.toString();
  const workload = attributes.workload ?? observed.workload;
  const wanted = { ram, cpus, storage, connections, workload };
  const machine = readMachine(wanted, observed.major ?? OLDEST_MAJOR, (option) => `attribute ${option}`, leven);
  const settings = compareSettings(recommend({ machine, observed }), snapshot);
  const differing = settings.filter(({ state }) => state !== "same" && state !== "not in the snapshot").length;
  const shown = `${differing} of ${settings.length} differ`;
  return element("figure", { className: "plumbline-view", "data-view": "tuning" }, [
    element("figcaption", {}, [
      ...caption(TITLE, shown, snapshot, context),
      text(
        ` For ${ram} of memory, ${machine.cpus} CPUs, ${storage}, ${machine.connections} connections, workload ${machine.workload}.`,
      ),
    ]),
    element("div", { className: "plumbline-scroll", tabindex: "0", role: "region", "aria-label": TITLE }, [
      {
        type: "table",
        children: [
          row(["Setting", "Recommended", "Actual", "State", "Takes effect", "Why"].map(text)),
          ...settings.map(settingRow),
        ],
      },
    ]),
  ]);
}

function settingRow({ name, value, actual, state, restart, reason, url }: ComparedSetting) {
  return row([
    { type: "link", url, children: [{ type: "inlineCode", value: name }] },
    text(value),
    text(actual ?? "not readable"),
    text(state),
    text(restart ? "after a restart" : "after a reload"),
    phrasing("span", { className: "plumbline-long" }, [text(reason)]),
  ]);
}

function row(cells: readonly PhrasingContent[]) {
  return {
    type: "tableRow" as const,
    children: cells.map((content): TableCell => ({ type: "tableCell", children: [content] })),
  };
}
