// The page: its panels, each for itself.
import "./report.css";
import { card } from "./card";
import { chart } from "./chart";
import { complete, held, type Data } from "./data";
import { button, el, panel } from "./dom";
import { drop } from "./drop";
import { Engine, type Opened, type Settings } from "./engine";
import { clock, span } from "./format";
import { Lanes } from "./lanes";
import { layout } from "./layout";
import { opening } from "./opening";
import { packetBrowser } from "./packets";
import { called, State } from "./state";
import { tables } from "./tables";

const legend = ["code 0", "other code", "signal", "no end seen"];
const shapes: [string, string][] = [
  ["exec", "exec"],
  ["comm", "name"],
  ["ptrace", "ptrace"],
  ["stroke", "uid, gid, sid"],
  ["ask", "request"],
  ["answer", "answer"],
  ["loss", "messages lost"],
];

function overTime(into: HTMLElement, state: State): void {
  const rows = layout(state.data);
  const gutter = () => (innerWidth < 640 ? 0 : Math.min(240, Math.max(140, innerWidth * 0.16)));
  const lanes = new Lanes(state, rows, gutter);
  const view = el("output", { class: "view" });
  const all = button("All time", "Let go of the selected time", () => state.brush(null), "all");
  const input = el("input", { type: "search", placeholder: "Find a process: name or pid", "aria-label": "Find a process by name or pid" });
  const hits = el("output", { class: "count" });
  let next = -1;
  input.addEventListener("input", () => {
    const words = input.value.trim().toLowerCase();
    next = -1;
    if (!words) {
      hits.textContent = "";
      state.find(null);
      return;
    }
    const found = new Set<number>();
    state.data.lives.pid.forEach((_, i) => {
      if (called(state.data, i).toLowerCase().includes(words)) found.add(i);
    });
    hits.textContent = `${found.size} found`;
    state.find(found);
  });
  input.addEventListener("keydown", (e) => {
    if (e.key !== "Enter" || !state.found?.size) return;
    const list = [...state.found].sort((a, b) => rows.rowOf[a] - rows.rowOf[b]);
    next = (next + (e.shiftKey ? list.length - 1 : 1)) % list.length;
    state.select(list[next]);
    hits.textContent = `${next + 1} of ${list.length}`;
  });
  const tell = () => {
    const { zero, kernel } = state.data;
    const from = Math.max(0, state.from);
    view.textContent = `${span(Math.min(state.end, state.to) - from)} from ${kernel ? span(from) : clock(zero + from / 1e6)}`;
    all.hidden = state.range === null;
  };
  state.on("view", tell);
  state.on("range", tell);
  const tools = el(
    "div",
    { class: "bar" },
    input,
    hits,
    el("span", { class: "grow" }),
    all,
    el("span", { class: "group" }, button("−", "Zoom out", () => state.zoom(2)), button("+", "Zoom in", () => state.zoom(0.5)), button("Fit", "Fit", () => lanes.fit())),
    el("span", { class: "group" }, button("≡", "Smaller rows", () => lanes.larger(0.7)), button("☰", "Larger rows", () => lanes.larger(1.4))),
  );
  const key = el("ul", { class: "key lives-key" }, ...legend.map((text, i) => el("li", { class: `fate-${i}` }, text)), ...shapes.map(([name, text]) => el("li", { class: `shape shape-${name}` }, text)));
  into.append(tools, el("div", { class: "over-time" }, el("div", { class: "pictures" }, chart(state, gutter), lanes.box, el("div", { class: "below" }, key, view)), card(state, rows)));
  tell();
  const hash = () => {
    const life = /^#life-(\d+)$/.exec(location.hash);
    if (!life) return;
    state.select(Number(life[1]));
    into.scrollIntoView({ block: "start" });
  };
  addEventListener("hashchange", hash);
  hash();
}

// show fills the panels of the data.
function show(data: Data): State {
  const state = new State(complete(data));
  panel("over-time", (into) => overTime(into, state));
  panel("lists", (into) => tables(into, state));
  return state;
}

// captures opens those that stand in the page.
async function captures(): Promise<[Engine, Opened, Settings]> {
  const engine = new Engine(); // which is compiled meanwhile
  const settings = await held<Settings>("settings");
  if (!settings) throw new Error("the page does not say how its captures are read");
  return [engine, await engine.open(settings, [...document.querySelectorAll(".capture")].map((c) => c.textContent ?? "")), settings];
}

// browse shows them when they are open.
async function browse(into: HTMLElement, opening: Promise<[Engine, Opened, Settings]>, state: State | null): Promise<void> {
  const waits = el("p", { class: "aside", role: "status" }, "Opening the captures …");
  into.append(waits);
  try {
    const [engine, opened, settings] = await opening;
    panel("packets", (into) => packetBrowser(into, engine, opened, settings.filter, state));
  } catch (error) {
    panel("packets", () => { throw error; });
  } finally {
    waits.remove();
  }
}

// take shows captures that were dropped.
async function take(into: HTMLElement, names: string[], captures: ArrayBuffer[]): Promise<void> {
  const engine = new Engine();
  const opened = await engine.open({ names, count: 0, filter: "", order: "auto", layout: "ns", hostBy: "file", report: true }, captures);
  if (opened.frames === 0) throw new Error((opened.wrong ?? ["no frame is there"]).join("; "));
  into.hidden = true;
  for (const id of ["over-time", "lists", "packets"]) document.getElementById(id)!.hidden = false;
  const title = document.querySelector("h1");
  if (title) title.textContent = opened.opening!.Title;
  document.querySelector(".top")?.append(button("Look at another", "Look at another capture", () => location.reload()));
  into.after(opening(opened.opening!));
  const state = show(opened.data!);
  panel("packets", (into) => packetBrowser(into, engine, opened, "", state));
}

async function main(): Promise<void> {
  const empty = document.getElementById("drop");
  if (empty) {
    panel("drop", (into) => drop(into, (names, captures) => take(into, names, captures)));
    document.documentElement.dataset.ready = "yes";
    return;
  }
  const into = document.getElementById("packets");
  const opening = into ? captures() : null;
  opening?.catch(() => undefined); // browse says it
  let state: State | null = null;
  try {
    const data = await held<Data>("data");
    if (!data) throw new Error("there is nothing");
    state = show(data);
  } catch (error) {
    document.querySelector("main")?.append(el("p", { class: "trouble", role: "alert" }, `What this page holds cannot be unpacked here: ${String(error)}. The sentences above are complete.`));
  }
  document.documentElement.dataset.ready = "yes";
  if (into && opening) await browse(into, opening, state);
  document.documentElement.dataset.packets = "yes";
}

void main();
