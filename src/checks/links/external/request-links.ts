import { LinkChecker, type LinkResult, LinkState } from "linkinator";

export interface Answer {
  address: string;
  isFine: boolean;
  /** HTTP status; 0 where there was no answer. */
  status: number;
  reason: string;
  /** True where not even the host's name could be resolved. */
  isOffline: boolean;
}

export interface RequestOptions {
  /** Requests to one host at a time. */
  atOnce: number;
  retries: number;
  timeoutMs: number;
}

/** Hosts that are asked at the same time. */
const HOSTS_AT_ONCE = 8;

/** Asks every address once, through linkinator: each host by itself and gently, several hosts side by side. */
export async function requestLinks(addresses: readonly string[], options: RequestOptions): Promise<Answer[]> {
  const hosts = [...Map.groupBy(addresses, (address) => URL.parse(address)?.host ?? "").values()];
  const answers: Answer[] = [];
  const next = async (): Promise<void> => {
    for (let group = hosts.shift(); group; group = hosts.shift()) answers.push(...(await requestHost(group, options)));
  };
  await Promise.all(Array.from({ length: HOSTS_AT_ONCE }, next));
  return answers.sort((a, b) => addresses.indexOf(a.address) - addresses.indexOf(b.address));
}

async function requestHost(addresses: readonly string[], options: RequestOptions): Promise<Answer[]> {
  const asUrl = (address: string) => URL.parse(address)?.href ?? address;
  const wanted = new Set(addresses.map(asUrl));
  const limitMs = (options.timeoutMs * (options.retries + 1) * addresses.length) / options.atOnce + options.timeoutMs;
  const links = await within(
    limitMs,
    new LinkChecker().check({
      path: [...wanted],
      recurse: false,
      concurrency: options.atOnce,
      timeout: options.timeoutMs,
      retry: false,
      retryErrors: options.retries > 0,
      retryErrorsCount: options.retries,
      linksToSkip: async (link) => !wanted.has(link),
    }),
  );
  const byUrl = new Map(links.filter(({ state }) => state !== LinkState.SKIPPED).map((link) => [link.url, link]));
  return addresses.map((address) => answerOf(address, byUrl.get(asUrl(address))));
}

/** A server that asks to come back in an hour shall not hold the run for that hour. */
async function within(ms: number, run: Promise<{ links: LinkResult[] }>): Promise<LinkResult[]> {
  const { promise, resolve } = Promise.withResolvers<{ links: LinkResult[] }>();
  const timer = setTimeout(() => resolve({ links: [] }), ms);
  const { links } = await Promise.race([run, promise]).finally(() => clearTimeout(timer));
  return links;
}

function answerOf(address: string, link: LinkResult | undefined): Answer {
  const status = link?.status ?? 0;
  const causes = (link?.failureDetails ?? []).flatMap((detail) => (detail instanceof Error ? codesOf(detail) : []));
  return {
    address,
    isFine: link?.state === LinkState.OK,
    status,
    reason: status === 0 ? (causes.at(-1) ?? "it took too long") : `status ${status}`,
    isOffline: causes.some((code) => ["ENOTFOUND", "EAI_AGAIN", "ENETUNREACH"].includes(code)),
  };
}

function codesOf(error: Error): string[] {
  const codes: string[] = [];
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    codes.push("code" in cause && typeof cause.code === "string" ? cause.code : cause.name);
  }
  return codes;
}
