// The page into which captures are dropped, in a real Chromium: what it shows is what report writes, and nothing leaves it.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { CNWIRE_DROP, cnwire, demo, folder, nlmon, opened, photographed, report, sound } from "../testkit.mjs";

const text = (page, what) => page.locator(what).evaluate((e) => e.textContent.replace(/\s+/g, ""));
const chosen = async (page, ...files) => {
  await page.locator("input[type=file]").setInputFiles(files);
  await page.waitForSelector("#packets:not([hidden]) .tree-text");
};

test("a capture that is chosen is shown as report shows it", async () => {
  const { page, complaints } = await opened(CNWIRE_DROP);
  await sound(page);
  await photographed(page, "drop-1280-light", 1280, 600);
  await chosen(page, demo);
  const { page: written, complaints: others } = await opened(report("same", "--embed-limit", "0", demo));
  for (const what of ["h1", ".lead", ".facts", "#list-processes table", "#list-notes table", "#list-requests table"]) assert.equal(await text(page, what), await text(written, what), what);
  assert.equal(await text(page, "#packets .count"), `${cnwire("read", demo).trim().split("\n").length}frames`);
  await page.getByRole("combobox", { name: "Display filter" }).fill("cn_proc.what == exit");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => / of /.test(document.querySelector("#packets .count").textContent));
  assert.deepEqual([...complaints, ...others], []);
  await written.close();
  await page.close();
});

test("several that are dropped, compressed too, and what is none", async () => {
  const { page, complaints } = await opened(CNWIRE_DROP, { viewport: { width: 375, height: 800 } });
  const none = join(folder, "none.pcap");
  writeFileSync(none, "this is no capture");
  await page.locator("input[type=file]").setInputFiles(none);
  assert.match(await page.locator("#drop [role=alert]").innerText(), /none\.pcap/);
  const files = await page.evaluateHandle(
    async ([a, b]) => {
      const bytes = (s) => Uint8Array.from(atob(s), (c) => c.charCodeAt(0));
      const packed = await new Response(new Blob([bytes(a)]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer();
      const to = new DataTransfer();
      to.items.add(new File([packed], "one.pcap.gz"));
      to.items.add(new File([bytes(b)], "two.pcap"));
      return to;
    },
    [readFileSync(demo).toString("base64"), readFileSync(nlmon).toString("base64")],
  );
  await page.dispatchEvent("body", "drop", { dataTransfer: files });
  await page.waitForSelector("#packets:not([hidden]) .tree-text");
  assert.match(await text(page, ".lead"), /of2hosts/);
  assert.equal(await text(page, "h1"), "one.pcap.gz,two.pcap");
  await sound(page);
  assert.deepEqual(complaints, []);
  await page.close();
});

test("its policy allows no network, neither to it nor to its worker", async () => {
  const { page } = await opened(CNWIRE_DROP);
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
  for (const part of ["default-src 'none'", "connect-src 'none'", "form-action 'none'", "base-uri 'none'", "worker-src blob:"]) assert.ok(policy.split("; ").includes(part), `${policy} lacks ${part}`);
  const tried = await page.evaluate(async () => {
    const blocked = [];
    addEventListener("securitypolicyviolation", (e) => blocked.push(e.effectiveDirective));
    const failed = await fetch("http://127.0.0.1:9/").then(() => "answered", () => "failed");
    const image = await new Promise((done) => {
      const i = new Image();
      i.onerror = () => done("failed");
      i.onload = () => done("answered");
      i.src = "http://127.0.0.1:9/i.png";
    });
    const script = `self.onmessage = async () => {
      let blocked = "";
      addEventListener("securitypolicyviolation", (e) => (blocked = e.effectiveDirective));
      const got = await fetch("http://127.0.0.1:9/").then(() => "answered", () => "failed");
      setTimeout(() => postMessage([got, blocked]), 50);
    }`;
    const worker = new Worker(URL.createObjectURL(new Blob([script])));
    const there = await new Promise((done) => {
      worker.onmessage = (e) => done(e.data);
      worker.postMessage(0);
    });
    return { failed, image, blocked, there };
  });
  assert.deepEqual(tried, { failed: "failed", image: "failed", blocked: ["connect-src", "img-src"], there: ["failed", "connect-src"] });
  await page.close();
});
