// What the tests of the page share: reports, and a Chromium that complains of nothing.
// CNWIRE is the command, CNWIRE_CAPTURES a folder with captures, CNWIRE_CASES one with odd ones, CNWIRE_CHROMIUM the browser.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { chromium } from "playwright-core";

export const { CNWIRE, CNWIRE_CAPTURES, CNWIRE_CASES, CNWIRE_DROP, CNWIRE_CHROMIUM = "/usr/bin/chromium", CNWIRE_SCREENSHOTS } = process.env;
export const folder = mkdtempSync(join(tmpdir(), "cnwire-web-"));
export const nlmon = join(CNWIRE_CAPTURES, "amd64-6.1.192-nlmon.pcap");
export const demo = join(CNWIRE_CAPTURES, "demo-amd64-6.1.192-nlmon.pcap");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let browser;

before(async () => {
  browser = await chromium.launch({ executablePath: CNWIRE_CHROMIUM, args: ["--no-sandbox"] });
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

// cnwire is what the command writes.
export function cnwire(...args) {
  return execFileSync(CNWIRE, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
}

// report is the page of captures.
export function report(name, ...args) {
  const page = join(folder, `${name}.html`);
  cnwire("report", "-o", page, ...args);
  return page;
}

// opened is a page, with all that it complains of and asks for.
export async function opened(file, options = {}, prepare = async () => {}) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
  const complaints = [];
  page.on("console", (m) => complaints.push(`${m.type()}: ${m.text()}`));
  page.on("pageerror", (e) => complaints.push(String(e)));
  page.on("dialog", (d) => complaints.push(`dialog ${d.message()}`));
  page.on("request", (r) => {
    if (r.url() !== `file://${file}` && !r.url().startsWith(`file://${file}#`) && !r.url().startsWith("blob:null/")) complaints.push(`request of ${r.url()}`);
  });
  await prepare(page);
  await page.goto(`file://${file}`);
  await page.waitForSelector("html[data-ready]");
  return { page, complaints };
}

// sound: axe finds nothing, and nothing is wider than the screen.
export async function sound(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => axe.run({ resultTypes: ["violations"] }));
  assert.deepEqual(found.violations.map((v) => `${v.impact} ${v.id}: ${v.nodes[0].html.slice(0, 120)} ${v.nodes[0].failureSummary}`), []);
  assert.ok(found.passes.length > 10);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(overflow <= 0, `something is ${overflow} pixels wider than the screen`);
}

// photographed keeps a picture, of a part or of so many pixels, if a folder is named.
export async function photographed(page, name, width, height, part) {
  if (!CNWIRE_SCREENSHOTS) return;
  await page.setViewportSize({ width, height });
  await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
  await page.waitForTimeout(400);
  await (part ? page.locator(part) : page).screenshot({ path: join(CNWIRE_SCREENSHOTS, `${name}.png`) });
}
