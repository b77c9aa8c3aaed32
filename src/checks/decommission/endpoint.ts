import * as z from "zod";
import type { Check } from "../../core/check.ts";
import { durationSchema } from "../../core/duration.ts";
import type { Draft } from "../../core/finding.ts";
import { wholeFile } from "../../core/whole-file.ts";
import { type Answer, askEndpoint } from "./ask-endpoint.ts";

const options = z.strictObject({
  endpoints: z
    .array(
      z.strictObject({
        host: z.string().min(1).describe("Name or address."),
        port: z.int().min(1).max(65_535),
        name: z.string().min(1).optional().describe("What it was, for the message."),
      }),
    )
    .default([])
    .describe("Where the retired technology used to answer."),
  timeout: durationSchema.prefault("2s").describe("How long an endpoint is waited for; silence counts as gone."),
});

/** No configured retired endpoint answers any more. */
export const decommissionEndpoint: Check<z.output<typeof options>> = {
  id: "decommission/endpoint",
  summary: "no configured retired endpoint answers any more",
  why: "A server that was switched off on paper goes on being patched, paid for and broken into; only asking shows that it is gone.",
  fix: "Stop the server and remove it, or close its port; where the address now serves something else, take it out of `endpoints`.",
  severity: "error",
  needs: ["network"],
  options,
  async run({ signal }, { endpoints, timeout }) {
    if (endpoints.length === 0) return { examined: 0, findings: [], skipped: "no retired endpoint is configured" };
    const answers = await Promise.all(
      endpoints.map((endpoint) => askEndpoint(endpoint, { timeoutMs: timeout, signal })),
    );
    const counts = [...Map.groupBy(answers, (answer) => answer)].map(([answer, list]) => `${list.length} ${answer}`);
    return {
      examined: endpoints.length,
      findings: endpoints.flatMap((endpoint, index) => draftOf(endpoint, answers[index])),
      note: counts.sort().join(", "),
    };
  },
};

type Endpoint = z.output<typeof options>["endpoints"][number];

function draftOf({ host, port, name }: Endpoint, answer: Answer | undefined): Draft[] {
  if (answer !== "accepted" && answer !== "not asked") return [];
  const address = host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
  const shown = `\`${address}\`${name === undefined ? "" : ` (${name})`}`;
  const place = wholeFile("plumbline.config.ts");
  const evidence = { host, port, answer };
  if (answer === "not asked") {
    const message = `Unexpected network that does not lead to ${shown}, expected to be able to ask it`;
    const hint = "Run the check where the endpoint could be reached if it were there.";
    return [{ ...place, message, hint, text: address, evidence, severity: "warning" }];
  }
  const message = `Unexpected answer of ${shown}, expected that nothing answers there any more`;
  const hint = "Stop what listens there; `ss -ltnp` on that machine names the process.";
  return [{ ...place, message, hint, text: address, evidence }];
}
