// What a report says and draws, in a real Chromium: that it works by mouse and by keyboard, and that nothing leaves it. These pages are without packets.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { CNWIRE_CASES, cnwire, demo, folder, nlmon, opened, report as whole } from "../testkit.mjs";

const report = (name, ...captures) => whole(name, "--embed-limit", "0", ...captures);
const rows = (page, list) => page.locator(`#list-${list} tbody tr`).count();

test("sentences, lists, filter, sort, card", async () => {
  const { page, complaints } = await opened(report("demo", demo));
  assert.match(await page.locator(".lead").innerText(), /^9 processes of demo-amd64/);
  assert.match(await page.locator(".fact").first().innerText(), /2 of 9 failed.*132 exit 3 started by 1.*137 SIGKILL started by 1/s);
  const listed = cnwire("ps", "-T", "jsonl", demo).trim().split("\n").map((l) => JSON.parse(l));
  assert.equal(await rows(page, "processes"), listed.length);
  await page.getByRole("searchbox", { name: "Filter processes" }).fill("sigkill");
  assert.equal(await rows(page, "processes"), 1);
  await page.locator("#list-processes tbody button").first().click();
  assert.match(await page.locator(".card").innerText(), /^×?\s*137\b.*SIGKILL.*exit/s);
  await page.getByRole("searchbox", { name: "Filter processes" }).fill("");
  const head = page.locator("#list-processes th", { hasText: "Seconds" });
  await head.locator("button").click();
  await head.locator("button").click();
  assert.equal(await head.getAttribute("aria-sort"), "descending");
  const longest = listed.filter((p) => p.duration_ns !== null).sort((a, b) => b.duration_ns - a.duration_ns)[0];
  assert.equal(await page.locator("#list-processes tbody button").first().innerText(), String(longest.pid));
  await page.getByRole("tab", { name: /^Notes/ }).click();
  const notes = cnwire("check", "--fail-on", "never", "--all", "-T", "jsonl", demo).trim().split("\n");
  assert.equal(await rows(page, "notes"), notes.length);
  assert.deepEqual(complaints, []);
  await page.close();
});

test("keyboard, search, zoom, brush", async () => {
  const { page, complaints } = await opened(report("nlmon", nlmon));
  const view = () => page.locator(".view").innerText();
  const all = await view();
  await page.locator(".lanes").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  assert.match(await page.locator(".card h3").innerText(), /^98/);
  await page.keyboard.press("+");
  await page.keyboard.press("+");
  assert.notEqual(await view(), all);
  await page.keyboard.press("0");
  assert.equal(await view(), all);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".card").isVisible(), false);
  const search = page.getByRole("searchbox", { name: /Find a process/ });
  await search.fill("a-very");
  await search.press("Enter");
  assert.match(await page.locator(".card h3").innerText(), /^117 a-very-long-com/);
  const before = await rows(page, "processes");
  const box = await page.locator("canvas.chart").boundingBox();
  await page.mouse.move(box.x + box.width * 0.25, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.35, box.y + 20, { steps: 4 });
  await page.mouse.up();
  assert.ok((await rows(page, "processes")) < before, "the brush chooses rows");
  const brushed = await view();
  await search.fill("122");
  await search.press("Enter");
  assert.notEqual(await view(), brushed, "who is found is gone to");
  await page.getByRole("button", { name: "Let go of the selected time" }).click();
  assert.equal(await rows(page, "processes"), before);
  assert.deepEqual(complaints, []);
  await page.close();
});

test("what a capture says is text", async () => {
  for (const name of ["comm-starts-a-spreadsheet-formula-in-csv.pcap", "diff-prints-raw-escapes-of-a-comment.pcapng", "name-before-exec.pcap", "two-hosts-on-two-interfaces.pcapng", "merged-listeners.pcap"]) {
    const file = report(name, join(CNWIRE_CASES, name));
    const { page, complaints } = await opened(file);
    assert.equal(await page.evaluate(() => document.querySelectorAll("script").length), 2, name);
    assert.deepEqual(complaints, [], name);
    await page.close();
  }
  // A name that is markup: the comm of the capture's own, changed.
  const bytes = readFileSync(nlmon);
  for (let at = bytes.indexOf("a-very-long-com"); at >= 0; at = bytes.indexOf("a-very-long-com", at + 1)) bytes.write("<img onerror=x>", at, "latin1");
  const changed = join(folder, "markup.pcap");
  writeFileSync(changed, bytes);
  const { page, complaints } = await opened(report("markup", changed));
  const search = page.getByRole("searchbox", { name: /Find a process/ });
  await search.fill("<img");
  await search.press("Enter");
  assert.match(await page.locator(".card h3").innerText(), /<img onerror=x>/);
  assert.equal(await page.locator("img").count(), 0);
  assert.deepEqual(complaints, []);
  await page.close();
});

test("a panel that fails leaves the others", async () => {
  const { page } = await opened(report("broken", demo), {}, (p) =>
    p.addInitScript(() => {
      HTMLCanvasElement.prototype.getContext = () => {
        throw new Error("no canvas");
      };
    }),
  );
  assert.match(await page.locator("#over-time [role=alert]").innerText(), /no canvas/);
  assert.equal(await rows(page, "processes"), 9);
  await page.close();
});
