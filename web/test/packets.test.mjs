// The packet browser of a report, in a real Chromium.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { CNWIRE, CNWIRE_CASES, cnwire, demo, folder, nlmon, opened as openedPage, photographed, report, sound } from "../testkit.mjs";

async function opened(file, options, prepare) {
  const got = await openedPage(file, options, prepare);
  await got.page.waitForSelector("html[data-packets]");
  return got;
}
const list = (text) => text.split("\n").filter((line) => line !== "");
const count = (page) => page.locator("#packets .count").innerText();
const counted = (page, text) => page.waitForFunction((text) => document.querySelector("#packets .count").textContent === text, text);
const filled = (page) => page.waitForFunction(() => [...document.querySelectorAll(".frames-body .cell-info")].every((c) => c.textContent));
const framed = (page, number) => page.waitForFunction((n) => document.querySelector("#packets .tree-text")?.textContent.startsWith(`Frame ${n}:`), number);
const marked = (page) => page.locator(".hex-bytes .marked").evaluateAll((all) => all.map((b) => Number(b.dataset.byte)));

// placed are the lines of a frame's tree with their bytes, as read -V has them: "44-47 cn_proc.…".
function placed(capture, number) {
  return list(cnwire("read", "-V", "-Y", `frame.number == ${number}`, capture)).map((line) => {
    const [, from, to, text] = /^ *(\d*)-?(\d*) +(.*)$/.exec(line);
    return { from: from === "" ? -1 : Number(from), to: Number(to === "" ? from : to), text };
  });
}

test("filter, caret, completion", async () => {
  const { page, complaints } = await opened(report("filters", demo));
  const all = list(cnwire("read", demo));
  assert.equal(await count(page), `${all.length} frames`);
  const filter = page.getByRole("combobox", { name: "Display filter" });
  await filter.fill("cn_proc.what == exit");
  await page.getByRole("button", { name: "Apply the filter" }).click();
  const exits = list(cnwire("read", "-Y", "cn_proc.what == exit", demo));
  assert.ok(exits.length > 0 && exits.length < all.length);
  await counted(page, `${exits.length} of ${all.length} frames`);
  await filled(page);
  const rows = await page.locator(".frames-body .frames-row").evaluateAll((rows) => rows.map((r) => [...r.children].map((c) => c.textContent).join(" ")));
  const first = exits.slice(0, rows.length).map((line) => line.trim().split(/ +/).join(" "));
  assert.deepEqual(rows.map((r) => r.split(/ +/).join(" ")).slice(0, 5), first.slice(0, 5));

  // A wrong one keeps the list, and has the caret that the command has.
  await filter.fill("cn.seq > 1 && cn_proc.wat == exit");
  await filter.press("Enter");
  const wrong = spawnSync(CNWIRE, ["read", "-Y", "cn.seq > 1 && cn_proc.wat == exit", demo], { encoding: "utf8" }).stderr;
  const caret = await page.locator(".filter-says pre").innerText();
  assert.deepEqual(list(caret).map((l) => l.trimEnd()), list(wrong).filter((l) => l.startsWith("    ")).map((l) => l.slice(4).trimEnd()).slice(0, 2));
  assert.match(caret, /\n {14}\^~{10}$/);
  assert.equal(await filter.getAttribute("aria-invalid"), "true");
  assert.equal(await count(page), `${exits.length} of ${all.length} frames`);
  await page.locator(".filter-says button", { hasText: /^cn_proc.what$/ }).click();
  assert.equal(await filter.inputValue(), "cn.seq > 1 && cn_proc.what == exit");
  await counted(page, `${list(cnwire("read", "-Y", "cn.seq > 1 && cn_proc.what == exit", demo)).length} of ${all.length} frames`);
  assert.equal(await page.locator(".filter-says").innerText(), "");

  // Names are completed, in the middle too.
  await filter.fill("");
  await filter.pressSequentially("frame.number > 3 && cn_proc.exit.exit_c");
  const names = page.getByRole("listbox", { name: "Names of fields" });
  await page.locator('#filter-names[aria-busy="false"]').getByRole("option").first().filter({ hasText: /^cn_proc\.exit\.exit_code/ }).waitFor(); // and not those of the letters before
  await filter.press("ArrowDown");
  await filter.press("Enter");
  assert.equal(await filter.inputValue(), "frame.number > 3 && cn_proc.exit.exit_code");
  assert.equal(await names.isVisible(), false);
  await page.getByRole("button", { name: "Show all frames" }).click();
  await counted(page, `${all.length} frames`);
  assert.deepEqual(complaints, []);
  await page.close();
});

test("a field marks its bytes, a byte its field, by mouse and by keyboard", async () => {
  const { page, complaints } = await opened(report("fields", "-Y", "cn_proc.exit", demo));
  assert.equal(await page.getByRole("combobox", { name: "Display filter" }).inputValue(), "cn_proc.exit"); // as -Y said
  const number = Number(cnwire("read", "-T", "fields", "-e", "frame.number", "-Y", "cn_proc.exit", demo).split("\n")[1]);
  await page.locator(".frames-body .frames-row").nth(1).click();
  await framed(page, number);
  const lines = placed(demo, number);
  const code = lines.find((l) => l.text.startsWith("cn_proc.exit.exit_code:"));
  await page.locator(".tree-line", { hasText: code.text }).click();
  const bytes = Array.from({ length: code.to - code.from + 1 }, (_, i) => code.from + i);
  assert.equal(bytes.length, 4);
  assert.deepEqual(await marked(page), bytes);
  assert.match(await page.locator(".field-bar").innerText(), new RegExp(`bytes ${code.from} to ${code.to}`));

  const seq = lines.find((l) => l.text.startsWith("cn.seq:"));
  await page.locator(`.hex-bytes [data-byte="${seq.from + 1}"]`).click();
  assert.equal(await page.locator('.tree-line[aria-selected="true"]').innerText(), seq.text);
  assert.deepEqual(await marked(page), [seq.from, seq.from + 1, seq.from + 2, seq.from + 3]);

  // The same by keys alone: list, tree, bytes.
  const focus = () => page.evaluate(() => document.activeElement.className);
  await page.getByRole("combobox", { name: "Display filter" }).focus();
  for (let i = 0; i < 10 && (await focus()) !== "frames"; i++) await page.keyboard.press("Tab");
  await page.keyboard.press("Home");
  const numbers = cnwire("read", "-T", "fields", "-e", "frame.number", "-Y", "cn_proc.exit", demo).split("\n").map(Number);
  await framed(page, numbers[0]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await framed(page, numbers[2]);
  await page.keyboard.press("Tab");
  assert.equal(await focus(), "tree");
  await page.keyboard.press("End");
  const last = placed(demo, numbers[2]).at(-1);
  assert.equal(await page.locator('.tree-line[aria-selected="true"]').innerText(), last.text);
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight"); // opens
  await page.keyboard.press("ArrowRight"); // goes into
  assert.match(await page.locator('.tree-line[aria-selected="true"]').innerText(), /^frame\.time/);
  for (let i = 0; i < 5 && (await focus()) !== "hex"; i++) await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowLeft");
  assert.equal(await page.locator(".hex-bytes .at").getAttribute("data-byte"), "31");
  const under = placed(demo, numbers[2]).filter((l) => l.from <= 31 && l.to >= 31).sort((a, b) => a.to - a.from - (b.to - b.from))[0];
  assert.equal(await page.locator('.tree-line[aria-selected="true"]').innerText(), under.text);
  assert.deepEqual(complaints, []);
  await page.close();
});

test("from a process, a note and a time to the frames", async () => {
  const { page, complaints } = await opened(report("links", nlmon));
  const total = list(cnwire("read", nlmon)).length;
  assert.ok((await page.locator(".frames-body .frames-row").count()) < 40 && total > 60, "rows that are not seen are no elements");
  await page.locator(".failures a").first().click();
  const pid = (await page.locator(".card h3").innerText()).split(" ")[0];
  await page.locator(".card").getByRole("button", { name: `Frames with cn_proc.tgid == ${pid}` }).click();
  await counted(page, `${list(cnwire("read", "-Y", `cn_proc.tgid == ${pid}`, nlmon)).length} of ${total} frames`);
  await page.getByRole("tab", { name: /^Notes/ }).click();
  const to = page.locator("#list-notes tbody button").last();
  const number = Number(await to.innerText());
  await to.click();
  await framed(page, number);
  await counted(page, `${total} frames`); // it was not among those of the process
  const box = await page.locator("canvas.chart").boundingBox();
  await page.locator("canvas.chart").scrollIntoViewIfNeeded();
  const y = (await page.locator("canvas.chart").boundingBox()).y + 20;
  await page.mouse.move(box.x + box.width * 0.25, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, y, { steps: 4 });
  await page.mouse.up();
  await page.waitForFunction(() => / of /.test(document.querySelector("#packets .count").textContent));
  await page.getByRole("button", { name: "Let go of the selected time" }).click();
  await counted(page, `${total} frames`);
  assert.deepEqual(complaints, []);
  await page.close();
});

test("what a frame says is text", async () => {
  const bytes = readFileSync(nlmon);
  for (let at = bytes.indexOf("a-very-long-com"); at >= 0; at = bytes.indexOf("a-very-long-com", at + 1)) bytes.write("<img onerror=x>", at, "latin1");
  const changed = join(folder, "markup.pcap");
  writeFileSync(changed, bytes);
  const { page, complaints } = await opened(report("hostile", changed, ...["diff-prints-raw-escapes-of-a-comment.pcapng", "comm-starts-a-spreadsheet-formula-in-csv.pcap"].map((name) => join(CNWIRE_CASES, name))));
  const filter = page.getByRole("combobox", { name: "Display filter" });
  for (const [chooses, says] of [
    ['cn_proc.comm.comm contains "<img"', "<img onerror=x>"],
    ["frame.comment && cn_proc", "\\x1b"],
    ['cn_proc.comm.comm contains "1+1"', "=1+1"],
  ]) {
    await filter.fill(chooses);
    await filter.press("Enter");
    await page.waitForFunction(() => document.querySelector("#packets .count").textContent.includes(" of "));
    await filled(page);
    const number = Number(await page.locator(".frames-body .cell-no").first().innerText());
    await page.locator(".frames-body .frames-row").first().click();
    await framed(page, number);
    const text = await page.locator("#packets .packets").evaluate((e) => e.textContent);
    assert.ok(text.includes(says), `${chooses}: ${text}`);
    await filter.fill("");
    await filter.press("Enter");
    await page.waitForFunction(() => !document.querySelector("#packets .count").textContent.includes(" of "));
  }
  assert.equal(await page.locator("img").count(), 0);
  assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll("script")].map((s) => s.type).filter((t) => t !== "application/gzip" && t !== "application/octet-stream")), ["module"]);
  assert.deepEqual(complaints, []);
  await page.close();
});

test("a packet browser that fails leaves the rest, and one goes on when another panel fails", async () => {
  const file = report("fails", demo);
  const { page } = await opened(file, {}, (p) =>
    p.addInitScript(() => {
      globalThis.Worker = class {
        constructor() {
          throw new Error("no worker");
        }
      };
    }),
  );
  assert.match(await page.locator("#packets [role=alert]").first().innerText(), /no worker/);
  assert.equal(await page.locator("#list-processes tbody tr").count(), 9);
  await page.close();
  const { page: other } = await opened(file, {}, (p) =>
    p.addInitScript(() => {
      HTMLCanvasElement.prototype.getContext = () => {
        throw new Error("no canvas");
      };
    }),
  );
  assert.match(await other.locator("#over-time [role=alert]").innerText(), /no canvas/);
  await framed(other, 1);
  await other.close();
});

test("what is larger than the limit says how it is cut", async () => {
  const { page, complaints } = await openedPage(report("large", "--embed-limit", "4K", nlmon));
  const command = await page.locator(".without code").innerText();
  assert.match(command, /^cnwire convert -c \d+ \S+ part\.pcapng$/);
  assert.equal(await page.locator("#packets").count(), 0);
  await page.close();
  const done = spawnSync(CNWIRE, command.split(" ").slice(1), { cwd: folder, encoding: "utf8" });
  assert.equal(done.status, 0, done.stderr);
  const { page: part } = await opened(report("part", "--embed-limit", "4K", join(folder, "part.pcapng")));
  assert.equal(await count(part), `${command.split(" ")[3]} frames`);
  await part.close();
  assert.deepEqual(complaints, []);
});

for (const [width, colorScheme] of [[1280, "light"], [1280, "dark"], [375, "light"]]) {
  test(`axe, ${width} pixels, ${colorScheme}`, async () => {
    const { page, complaints } = await opened(report("axe", nlmon), { viewport: { width, height: 900 }, colorScheme });
    await page.locator(".failures a").first().click();
    await page.waitForSelector(".card:not([hidden])");
    // By keyboard: to bring a row into view for a click may scroll the list, and the row is another one then.
    await page.locator(".frames").press("Home");
    for (let n = 1; n < 7; n++) await page.locator(".frames").press("ArrowDown");
    await framed(page, 7);
    await page.locator(".tree-line", { hasText: "cn.seq" }).click();
    await page.getByRole("combobox", { name: "Display filter" }).fill("cn_proc.wat == exit");
    await page.getByRole("combobox", { name: "Display filter" }).press("Enter");
    await page.waitForSelector(".filter-says pre");
    await sound(page);
    assert.deepEqual(complaints, []);
    await photographed(page, `report-${width}-${colorScheme}`, width, width > 400 ? 1500 : 2600);
    await photographed(page, `packets-${width}-${colorScheme}`, width, 900, "#packets");
    await page.close();
  });
}
