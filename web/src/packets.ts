// The packet browser: the frames that a filter chooses, and of one the tree and the bytes.
import { button, el } from "./dom";
import type { Engine, Opened } from "./engine";
import { FilterBox } from "./filterbox";
import { FrameList } from "./framelist";
import { packets } from "./link";
import { Panes } from "./panes";
import type { State } from "./state";

export function packetBrowser(into: HTMLElement, engine: Engine, opened: Opened, begin: string, state: State | null): void {
  const count = el("output", { class: "count" });
  const panes = new Panes((text) => void box.set(text));
  let wanted = 0;
  const list = new FrameList(engine, opened, (number) => {
    wanted = number;
    void engine.frame(number).then(
      (frame) => wanted === number && panes.show(frame),
      (error) => fail(String(error)),
    );
  });
  const fail = (text: string) => into.append(el("p", { class: "trouble", role: "alert" }, `The packet browser does not work: ${text}. The rest of the page does.`));

  // apply lists the frames that a filter chooses, of the time that is selected.
  let turn = 0;
  let applied = "";
  async function apply(text: string): Promise<string[]> {
    const mine = ++turn;
    const range = state && !state.data.kernel ? state.range : null;
    if (!text.trim() && !range) {
      applied = "";
      list.show(null);
      tell();
      return [];
    }
    count.textContent = "…";
    try {
      const ms = (ns: number) => state!.data.zero + ns / 1e6;
      const chosen = await engine.filter(text, range ? ms(range[0]) : null, range ? ms(range[1]) : null);
      if (mine !== turn) return [];
      applied = text;
      list.show(chosen.numbers);
      return chosen.remarks ?? [];
    } finally {
      if (mine === turn) tell();
    }
  }
  function tell(): void {
    const all = opened.frames === 1 ? "1 frame" : `${opened.frames} frames`;
    count.textContent = list.length === opened.frames ? all : `${list.length} of ${all}`;
  }
  const box = new FilterBox(engine, apply);
  const clear = button("Clear", "Show all frames", () => void box.set(""));
  const use = button("Apply", "Apply the filter", () => void box.use());
  into.append(
    el("div", { class: "bar" }, box.box, use, clear, count),
    box.says,
    ...(opened.wrong ?? []).map((text) => el("p", { class: "aside" }, text)),
    el("div", { class: "packets" }, list.box, el("div", { class: "panes" }, el("div", { class: "pane" }, panes.tree, panes.bar), panes.hex)),
  );
  tell();
  packets.frame = (number) => {
    const go = () => {
      list.go(list.place(number));
      into.scrollIntoView({ block: "start" });
      list.box.focus({ preventScroll: true });
    };
    if (list.place(number) >= 0) return go();
    box.input.value = "";
    void apply("").then(go);
  };
  packets.filter = (text) => {
    void box.set(text);
    into.scrollIntoView({ block: "start" });
  };
  state?.on("range", () => void apply(applied).catch(() => undefined));
  const first = () => list.go(0);
  if (begin.trim()) void box.set(begin).then(first);
  else if (state?.range) void apply("").then(first, first);
  else first();
}
