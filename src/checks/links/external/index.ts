import picomatch from "picomatch";
import * as z from "zod";
import type { Check } from "../../../core/check.ts";
import { durationSchema } from "../../../core/duration.ts";
import type { Draft } from "../../../core/finding.ts";
import { addressGlobSchema } from "../../../core/glob.ts";
import { findLinks, type Link, type PackedLink, packLinks, unpackLinks } from "../find-links.ts";
import { readLinkCache, writeLinkCache } from "./link-cache.ts";
import type { Answer } from "./request-links.ts";

const options = z.strictObject({
  allow: z
    .array(
      z.strictObject({
        addresses: z
          .array(addressGlobSchema)
          .min(1)
          .describe("Globs of addresses, such as `https://intranet.example/**`."),
        reason: z.string().trim().min(1).describe("Why they are not asked."),
      }),
    )
    .default([])
    .describe("Addresses that are not asked, and why; they are counted aloud."),
  atOnce: z.int().min(1).max(32).default(2).describe("Requests to one host at the same time."),
  retries: z.int().min(0).max(5).default(2).describe("How often a failing address is asked again."),
  timeout: durationSchema.prefault("20s").describe("How long one request may take."),
  cache: z.string().default(".plumbline/links.json").describe("Where answers are remembered."),
  cacheFor: durationSchema.prefault("1d").describe("How long a good answer holds."),
});
type ExternalOptions = z.output<typeof options>;

/** Every link that leads out of the site answers. */
export const linksExternal: Check<ExternalOptions> = {
  id: "links/external",
  summary: "every link that leads out of the site answers",
  why: "Manuals move; a runbook that points to yesterday's address sends its reader to a page that is not there.",
  fix: "Follow the page to its new address, or allow what only answers elsewhere, with its reason.",
  severity: "error",
  needs: ["network"],
  options,
  look: {
    page: (page) => ({
      findings: [],
      gathered: packLinks(findLinks(page).filter(({ address }) => /^(?:https?:)?\/\//i.test(address))),
    }),
  },
  async run({ root, pages, now }, chosen, looks) {
    const linksOn = (file: string, gathered: unknown) => unpackLinks(file, (gathered ?? []) as PackedLink[]);
    const links = pages.flatMap(({ file }, index) => linksOn(file, looks.pages[index]?.gathered));
    const byAddress = Map.groupBy(links, ({ address }) => requested(address));
    const allowed = new Set([...byAddress.keys()].filter((address) => isAllowed(address, chosen)));
    const wanted = [...byAddress.keys()].filter((address) => !allowed.has(address));
    const cached = readLinkCache(root, chosen.cache, chosen.cacheFor, now);
    const asked = wanted.filter((address) => !cached.has(address));
    // linkinator takes a seventh of a second to load: only a run that asks needs it.
    const { requestLinks } = await import("./request-links.ts");
    const answers = await requestLinks(asked, { ...chosen, timeoutMs: chosen.timeout });
    if (answers.length > 0 && answers.every(({ isOffline }) => isOffline)) {
      return {
        examined: 0,
        findings: [],
        skipped: `none of ${new Set(asked.map(hostOf)).size} hosts could be found: there is no network`,
      };
    }
    await writeLinkCache(root, chosen.cache, cached, answers, now);
    return {
      examined: wanted.length,
      findings: answers.flatMap((answer) => findingsOf(answer, byAddress.get(answer.address) ?? [])),
      note: `${asked.length} asked, ${wanted.length - asked.length} remembered, ${allowed.size} allowed`,
    };
  },
};

/** The address without its anchor: servers never see that. */
function requested(address: string): string {
  return (address.startsWith("//") ? `https:${address}` : address).replace(/#.*$/s, "");
}

function isAllowed(address: string, { allow }: ExternalOptions): boolean {
  return allow.some(({ addresses }) => picomatch.isMatch(address, addresses));
}

function hostOf(address: string): string {
  return URL.parse(address)?.host ?? address;
}

function findingsOf(answer: Answer, links: readonly Link[]): Draft[] {
  if (answer.isFine) return [];
  const said = answer.status === 0 ? `no answer (${answer.reason})` : `status ${answer.status}`;
  return links.map(({ address, place }) => ({
    ...place,
    message: `Unexpected ${said} from \`${address}\`, expected a page that exists`,
    hint: "Follow the page to its new address, or allow the address with its reason.",
    text: address,
    evidence: { address, status: answer.status, reason: answer.reason },
  }));
}
