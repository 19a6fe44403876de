// Lists, sorted and filtered: what the pictures show, as text.
import { frame } from "./card";
import type { Column, Table, Value } from "./data";
import { button, el } from "./dom";
import { cell, clock, span, title } from "./format";
import type { State } from "./state";

const ofFrame = /^(request_|reply_)?frame$/; // columns that are the number of one
const portion = 100; // rows that are shown at once

export function tables(into: HTMLElement, state: State): void {
  const tabs = el("div", { class: "tabs", role: "tablist", "aria-label": "Lists" });
  const bodies: HTMLElement[] = [];
  const heads: HTMLButtonElement[] = [];
  const open = (n: number, focus: boolean) => {
    heads.forEach((h, i) => {
      h.setAttribute("aria-selected", String(i === n));
      h.tabIndex = i === n ? 0 : -1;
      bodies[i].hidden = i !== n;
    });
    if (focus) heads[n].focus();
  };
  state.data.tables.forEach((table, i) => {
    const head = button(`${table.title} ${table.rows.length + table.more}`, `${table.title} ${table.rows.length + table.more}`, () => open(i, false));
    head.setAttribute("role", "tab");
    head.id = `tab-${table.name}`;
    head.setAttribute("aria-controls", `list-${table.name}`);
    head.addEventListener("keydown", (e) => {
      const by = e.key === "ArrowRight" ? 1 : e.key === "ArrowLeft" ? -1 : 0;
      if (by !== 0) open((i + by + heads.length) % heads.length, true);
    });
    heads.push(head);
    tabs.append(head);
    const body = el("div", { class: "list", role: "tabpanel", id: `list-${table.name}`, "aria-labelledby": head.id });
    bodies.push(body);
    one(body, table, state);
  });
  into.append(tabs, ...bodies);
  open(0, false);
}

function compare(a: Value, b: Value): number {
  if (a === b) return 0;
  if (a === null) return 1; // what is not there comes last
  if (b === null) return -1;
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a) < String(b) ? -1 : 1;
}

function one(into: HTMLElement, table: Table, state: State): void {
  const several = state.data.hosts.length > 1;
  const places = table.columns.map((_, i) => i).filter((i) => table.columns[i].shown && (table.columns[i].name !== "host" || several) && table.rows.some((r) => r[i] !== null && r[i] !== ""));
  let by = -1;
  let down = false;
  let words = "";
  let shown = portion;
  const input = el("input", { type: "search", placeholder: "Filter", "aria-label": `Filter ${table.title.toLowerCase()}` });
  const count = el("output", { class: "count" });
  const body = el("tbody");
  const heads = places.map((i) => header(table.columns[i], () => {
    down = by === i ? !down : false;
    by = i;
    fill();
  }));
  const more = button("Show more", "Show more rows", () => {
    shown += 5 * portion;
    fill();
  }, "more");
  const texts: string[] = [];
  const text = (row: number) => (texts[row] ??= table.rows[row].map((v, i) => cell(v, table.columns[i], state.data.zero)).join(" ").toLowerCase());

  function fill(): void {
    let rows = table.rows.map((_, i) => i);
    const range = state.range;
    if (range) rows = rows.filter((i) => within(table, i, range, state));
    if (words) rows = rows.filter((i) => text(i).includes(words));
    if (by >= 0) rows.sort((a, b) => {
      const x = table.rows[a][by];
      const y = table.rows[b][by];
      return (x === null || y === null ? compare(x, y) : (down ? -1 : 1) * compare(x, y)) || a - b;
    });
    heads.forEach((h, n) => h.setAttribute("aria-sort", places[n] !== by ? "none" : down ? "descending" : "ascending"));
    count.textContent = rows.length === table.rows.length ? "" : `${rows.length} of ${table.rows.length}${range ? `, in ${span(range[1] - range[0])}` : ""}`;
    body.replaceChildren(...rows.slice(0, shown).map(row));
    more.hidden = rows.length <= shown;
    if (rows.length === 0) body.append(el("tr", {}, el("td", { colspan: String(places.length), class: "none" }, table.rows.length === 0 ? "None." : "None fits.")));
  }

  function row(i: number): HTMLElement {
    const life = table.life?.[i] ?? -1;
    const tr = el("tr");
    if (life >= 0 && life === state.selected) tr.setAttribute("aria-current", "true");
    places.forEach((place, n) => {
      const c = table.columns[place];
      const value = cell(table.rows[i][place], c, state.data.zero);
      const td = el("td", {}, life >= 0 && c.name === "pid" ? button(value, value, () => state.select(life), "link") : value && ofFrame.test(c.name) ? frame(Number(value)) : value);
      if (c.right || c.kind === "time") td.className = "right";
      if (c.kind === "time" && value) td.title = clock(Number(table.rows[i][place]));
      if (c.name === "severity" || c.name === "fate") td.className = `${c.name} is-${/^[a-z]+$/.test(value) ? value : value === "0" ? "well" : /^\d+$/.test(value) ? "failed" : "killed"}`;
      if (n === places.length - 1) td.classList.add("last");
      tr.append(td);
    });
    return tr;
  }

  input.addEventListener("input", () => {
    words = input.value.trim().toLowerCase();
    shown = portion;
    fill();
  });
  state.on("range", fill);
  state.on("select", fill);
  const headRow = el("tr", {}, ...heads);
  const grid = el("table", {}, el("caption", { class: "away" }, table.title), el("thead", {}, headRow), body);
  into.append(el("div", { class: "bar" }, input, count), el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": table.title }, grid), more);
  if (table.more > 0) into.append(el("p", { class: "aside" }, `And ${table.more} more of kinds of which there are very many, which cnwire check --all lists.`));
  fill();
}

// within reports whether a row is of a part of the time.
function within(table: Table, row: number, range: [number, number], state: State): boolean {
  const life = table.life?.[row] ?? -1;
  if (life >= 0) return state.data.lives.from[life] <= range[1] && state.data.lives.to[life] >= range[0];
  const at = table.at?.[row] ?? -1;
  return at >= range[0] && at <= range[1];
}

function header(c: Column, sort: () => void): HTMLElement {
  const th = el("th", { scope: "col", "aria-sort": "none" }, button(title(c), c.kind === "time" ? `${c.doc} Here: seconds from the first frame on.` : c.doc || title(c), sort));
  th.querySelector("button")!.removeAttribute("aria-label");
  if (c.right || c.kind === "time") th.className = "right";
  return th;
}
