import { existsSync } from "node:fs";
import { createServer, type Server } from "node:net";
import pLimit from "p-limit";
import pg from "pg";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { HOSTILE_STATEMENT } from "../../scripts/demo/workload-statements.ts";
import { openBrowser } from "./open-browser.ts";
import { type RunningSite, startSite } from "./start-site.ts";

const PORT = 24_321;
const TABS = 6;
let blocker: Server;
let site: RunningSite;
let browser: Browser;
let page: Page;
/** What a reader's browser complains about, and every request that leaves the site. */
const complaints: string[] = [];

beforeAll(async () => {
  blocker = createServer().listen(PORT, "localhost");
  site = await startSite({ PORT: String(PORT) });
  browser = await openBrowser();
  const context = await browser.newContext();
  context.on("page", hearComplaints);
  page = await context.newPage();
}, 480_000);

function hearComplaints(tab: Page): void {
  tab.on("console", (message) => void (message.type() === "error" && complaints.push(message.text())));
  tab.on("pageerror", (error) => void complaints.push(error.message));
  tab.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(site.address) && !url.startsWith("data:")) complaints.push(`request to ${url}`);
  });
}

afterAll(async () => {
  await browser?.close();
  site?.process.kill("SIGKILL");
  blocker?.close();
});

test("a taken port is not an error: the next free one is said aloud", () => {
  expect(site.said()).toContain(`Port ${PORT} is taken, using the next free one: ${new URL(site.address).port}`);
});

test("every page loads without a complaint and asks no other origin", { timeout: 240_000 }, async () => {
  const addresses = await sitePages();
  expect(addresses.length).toBeGreaterThanOrEqual(6);
  // Most of the time is spent waiting for a page to be quiet: several tabs wait at once.
  await pLimit(TABS).map(addresses, async (address) => {
    const tab = await page.context().newPage();
    const answer = await tab.goto(address, { waitUntil: "networkidle" });
    expect(answer?.status(), address).toBe(200);
    await tab.close();
  });
  expect(complaints).toEqual([]);
});

test("the baselines page shows the statements and numbers that the server itself gives", async () => {
  await page.goto(`${site.address}/operations/performance-baselines/`);
  const shown = await rowsOf('[data-view="slow-queries"]');
  const asked = await askServer("SELECT query, calls FROM pg_stat_statements");
  expect(shown.length).toBeGreaterThan(5);
  for (const [query = "", calls = ""] of shown) {
    // The same words may have been said in several databases; each has a count of its own.
    const same = asked.filter((row) => squeezed(row.query) === squeezed(query));
    expect(
      same.map((row) => String(row.calls)),
      query,
    ).toContain(calls.replaceAll(",", ""));
  }
});

test("a statement that is HTML and template syntax is shown as that text", async () => {
  await page.goto(`${site.address}/operations/performance-baselines/`);
  const body = squeezed((await page.locator("main").first().textContent()) ?? "");
  expect(body).toContain("<img src=x onerror=alert(1)>");
  expect(HOSTILE_STATEMENT).toContain("{process.env.HOME}");
  expect(body).toContain("/* {process.env.HOME} */");
  expect(await page.locator("main img").count()).toBe(0);
});

test("search finds a runbook", async () => {
  await page.goto(site.address);
  await page.locator("site-search button").first().click();
  await page.locator('dialog input[type="text"], dialog input[type="search"]').first().fill("base backup");
  const hit = page.locator('dialog a[href*="/operations/postgresql-backup-restore"]').first();
  await hit.waitFor({ timeout: 15_000 });
  expect(complaints).toEqual([]);
});

test("every view says from where and when it is", async () => {
  await page.goto(`${site.address}/operations/postgresql-guide/`);
  const captions = await page.locator(".plumbline-view figcaption").allTextContents();
  expect(captions.length).toBeGreaterThan(1);
  for (const caption of captions)
    expect(caption).toMatch(/from postgres\/demo at .+ as of 20\d\d-.* UTC\. Fresh until/s);
});

test("every block says what was proven of it, and its copy button gives that", async () => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`${site.address}/operations/postgresql-guide/`);
  const badges = await page.locator(".plumbline-proof").allTextContents();
  expect(badges.length).toBeGreaterThan(8);
  for (const badge of badges)
    expect(badge).toMatch(/^(?:Proven|Planned|Parsed|Accepted|Checked) .+, 20\d\d-\d\d-\d\d$/);
  expect(badges).toContainEqual(expect.stringContaining("needs a restart: shared_buffers"));
  const block = page.locator(".expressive-code").filter({ hasText: "pg_is_in_recovery" }).first();
  await block.hover();
  await block.locator(".copy button").click();
  await block.locator(".copy .feedback").waitFor();
  const copied = await page.evaluate("navigator.clipboard.readText()");
  expect(copied).toBe("SELECT current_database(), current_user, pg_is_in_recovery();");
  await page.locator(".plumbline-proofs summary").click();
  expect(await page.locator(".plumbline-proofs tbody tr").count()).toBe(badges.length);
  expect(complaints).toEqual([]);
});

test("the old address of a renamed page leads to where it is now", async () => {
  await page.goto(`${site.address}/operations/postgresql/`);
  await page.waitForURL(`${site.address}/operations/postgresql-guide/`);
  expect(await page.locator("h1").first().textContent()).toContain("PostgreSQL");
  expect(complaints).toEqual([]);
});

test("Ctrl-C ends it, and leaves neither a server nor its folder", async () => {
  const folder = socketFolder();
  expect(existsSync(folder)).toBe(true);
  site.process.kill("SIGINT");
  expect(await site.ended).toBe(0);
  expect(existsSync(folder)).toBe(false);
  await expect(fetch(site.address)).rejects.toThrow();
});

async function sitePages(): Promise<string[]> {
  await page.goto(site.address);
  const links = await page.locator("nav.sidebar a").all();
  const paths = await Promise.all(links.map((link) => link.getAttribute("href")));
  return [...new Set(["/", ...paths])].map((path) => `${site.address}${path}`);
}

async function rowsOf(view: string): Promise<string[][]> {
  const rows = await page.locator(`${view} tbody tr`).all();
  return Promise.all(rows.map((row) => row.locator("td").allTextContents()));
}

function socketFolder(): string {
  return /psql "host=(\S+)/.exec(site.said())?.[1] ?? "";
}

async function askServer(text: string): Promise<{ query: string; calls: string }[]> {
  const client = new pg.Client({ host: socketFolder(), user: "plumbline", database: "stellaops" });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

function squeezed(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
