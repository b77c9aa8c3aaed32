import type { AstroIntegration } from "astro";
import type { LiveProofs } from "./live-proofs.ts";

const PATH = "/@plumbline/proofs";

/**
 * Shows verdicts on the pages of the development server as they come in: the pages listen on a stream of server-sent events and
 * rewrite their badges. A built site holds none of this: the script is injected by the development server alone.
 */
export function liveProofsIntegration(live: LiveProofs): AstroIntegration {
  return {
    name: "plumbline-live-proofs",
    hooks: {
      "astro:config:setup": ({ command, injectScript }) => {
        if (command === "dev") injectScript("page", SCRIPT);
      },
      "astro:server:setup": ({ server }) => {
        server.middlewares.use(PATH, (_, response) => {
          response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
          const stop = live.listen((page) => void response.write(`data: ${JSON.stringify(page)}\n\n`));
          response.on("close", stop);
        });
      },
    },
  };
}

/**
 * A page that still shows the blocks of before, as many as there are now, is told at once, by their order; after that, and
 * whenever the page is loaded anew, by fingerprint. Plain text only: a message can quote anything that stands in a block.
 */
const SCRIPT = `
new EventSource("${PATH}").onmessage = ({ data }) => {
  const { slug, verdicts } = JSON.parse(data);
  if (decodeURI(location.pathname).replace(/^\\/|\\/$/g, "") !== slug) return;
  const badges = [...document.querySelectorAll(".plumbline-proof")];
  const isSame = badges.length === verdicts.length;
  verdicts.forEach(({ fingerprint, word, sentence, holds, findings }, index) => {
    const badge = isSame ? badges[index] : badges.find((each) => each.dataset.proof === fingerprint);
    if (!badge) return;
    const mark = document.createElement("span");
    mark.className = holds ? "plumbline-badge" : "plumbline-badge plumbline-stale";
    mark.textContent = word;
    const lines = findings.map((text) => Object.assign(document.createElement("div"), { textContent: text }));
    badge.replaceChildren(mark, " " + sentence + ", as saved", ...lines);
    badge.dataset.proof = fingerprint;
    badge.dataset.live = "true";
  });
};
`;
