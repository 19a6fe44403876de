// What is known of the process that is selected.
import { button, el } from "./dom";
import { Marks } from "./events";
import { cell, span, title } from "./format";
import type { Layout } from "./layout";
import { packets } from "./link";
import { called, type State } from "./state";

// frame is the number of one, which goes there where the page has it.
export function frame(number: number): Node | string {
  return packets.there() ? button(String(number), `Frame ${number}`, () => packets.frame(number), "link") : String(number);
}

const shownMarks = 100;
const shownChildren = 20;

export function card(state: State, layout: Layout): HTMLElement {
  const box = el("section", { class: "card", "aria-live": "polite", "aria-label": "The process that is selected" });
  const { data } = state;
  const table = data.tables.find((t) => t.name === "processes");
  const marks = new Marks(data);
  const link = (life: number) => button(called(data, life), called(data, life), () => state.select(life), "link");

  function fill(): void {
    const life = state.selected;
    box.replaceChildren();
    box.hidden = life < 0;
    if (life < 0) return;
    const close = button("×", "Close the card", () => state.select(-1), "close");
    box.append(close, el("h3", {}, called(data, life)));
    const list = el("dl");
    const add = (term: string, ...what: (Node | string)[]) => list.append(el("dt", {}, term), el("dd", {}, ...what));
    const up = data.lives.parent[life];
    if (up >= 0) add("Parent", link(up));
    const row = table?.rows[life];
    if (table && row) {
      table.columns.forEach((c, i) => {
        if (row[i] === null || row[i] === "" || row[i] === false || c.name === "pid" || c.name === "host" || (c.name === "ppid" && up >= 0)) return;
        const name = el("dt", { title: c.doc }, c.name === "duration" ? "Lived" : title(c));
        list.append(name, el("dd", {}, c.kind === "seconds" ? span(Number(row[i])) : cell(row[i], c)));
      });
    } else {
      add("Seen", "only as a parent: it has no event of its own");
    }
    box.append(list);
    const below = layout.children.get(life) ?? [];
    if (below.length > 0) {
      const items = below.slice(0, shownChildren).map((child) => el("li", {}, link(child)));
      if (below.length > shownChildren) items.push(el("li", {}, `and ${below.length - shownChildren} more`));
      box.append(el("h4", {}, `Started ${below.length === 1 ? "one process" : `${below.length} processes`}`), el("ul", { class: "children" }, ...items));
    }
    const items: HTMLElement[] = [];
    let more = 0;
    marks.each(life, -Infinity, Infinity, (m) => {
      if (items.length === shownMarks) {
        more++;
        return -1;
      }
      const since = data.marks.at[m] - data.lives.from[life];
      items.push(
        el("tr", {}, el("td", { class: "right" }, `+${span(Math.max(0, since))}`), el("td", { class: "event" }, data.marks.kinds[data.marks.kind[m]]), el("td", {}, data.marks.texts[data.marks.text[m]]), el("td", { class: "right" }, frame(data.marks.frame[m]))),
      );
      return -1;
    });
    if (items.length > 0) {
      const head = el("tr", {}, ...["Since", "Event", "What", "Frame"].map((h) => el("th", { scope: "col" }, h)));
      box.append(el("h4", {}, "What it did"), el("table", {}, el("thead", {}, head), el("tbody", {}, ...items)));
      if (more > 0) box.append(el("p", {}, `and ${more} more events`));
    }
    const pid = data.lives.pid[life];
    const filter = `cn_proc.tgid == ${pid}`;
    if (packets.there()) box.append(el("p", { class: "aside" }, button("Its frames", `Frames with ${filter}`, () => packets.filter(filter), "link")));
    else box.append(el("p", { class: "aside" }, "Its frames: ", el("code", {}, `cnwire read FILE -Y '${filter}'`)));
  }

  state.on("select", fill);
  fill();
  return box;
}
