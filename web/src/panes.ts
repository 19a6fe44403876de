// A frame as a tree and as bytes: a line marks its bytes, and a byte its line.
import { button, el } from "./dom";
import type { Frame, Line } from "./engine";

const portion = 4096; // bytes that are shown at once

// headingOf is a line without what differs from frame to frame.
const headingOf = (l: Line) => `${l.depth} ${l.text.replace(/[:(].*/s, "").replace(/\d+/g, "")}`;

export class Panes {
  readonly tree = el("div", { class: "tree", role: "tree", tabindex: "0", "aria-label": "What the frame says. Arrow keys go from line to line, left and right close and open." });
  readonly hex = el("div", { class: "hex", role: "application", tabindex: "0", "aria-label": "The bytes of the frame. Arrow keys go from byte to byte." });
  readonly bar = el("p", { class: "field-bar" });
  private frame: Frame | null = null;
  private line = -1;
  private byte = -1;
  private shown = portion;
  private readonly closed = new Set<string>(["0 Frame ", "0 Linux netlink "]); // as Wireshark begins
  private rows: HTMLElement[] = [];
  private bytes: [HTMLElement, HTMLElement][] = [];

  constructor(private readonly filter: (text: string) => void) {
    this.tree.addEventListener("click", (e) => {
      const row = (e.target as HTMLElement).closest<HTMLElement>("[data-line]");
      if (!row) return;
      const at = Number(row.dataset.line);
      if ((e.target as HTMLElement).classList.contains("twist")) this.toggle(at);
      this.choose(at);
    });
    this.tree.addEventListener("keydown", (e) => this.treeKey(e));
    this.hex.addEventListener("click", (e) => {
      const at = (e.target as HTMLElement).closest<HTMLElement>("[data-byte]")?.dataset.byte;
      if (at !== undefined) this.chooseByte(Number(at));
    });
    this.hex.addEventListener("keydown", (e) => this.hexKey(e));
  }

  show(frame: Frame): void {
    const before = this.frame && this.line >= 0 ? headingOf(this.frame.lines[this.line]) : "";
    this.frame = frame;
    this.shown = portion;
    this.byte = -1;
    this.fillTree();
    this.fillHex();
    this.choose(before ? frame.lines.findIndex((l) => headingOf(l) === before) : -1);
  }

  private has(at: number): boolean {
    const lines = this.frame!.lines;
    return at + 1 < lines.length && lines[at + 1].depth > lines[at].depth;
  }

  // parent is the line that a line stands below, or -1.
  private parent(at: number): number {
    const lines = this.frame!.lines;
    let up = at - 1;
    while (up >= 0 && lines[up].depth >= lines[at].depth) up--;
    return up;
  }

  private fillTree(): void {
    this.rows = this.frame!.lines.map((l, i) => {
      const row = el("div", { class: "tree-line", role: "treeitem", "aria-level": String(l.depth + 1), "aria-selected": "false", "data-line": String(i), id: `tree-line-${i}` });
      row.style.setProperty("--depth", String(Math.min(l.depth, 12)));
      row.append(el("span", { class: this.has(i) ? "twist" : "twist leaf", "aria-hidden": "true" }), el("span", { class: "tree-text" }, l.text));
      return row;
    });
    this.tree.replaceChildren(...this.rows);
    this.fold();
  }

  // fold hides what stands below a line that is closed.
  private fold(): void {
    let below = Infinity;
    this.frame!.lines.forEach((l, i) => {
      if (l.depth <= below) below = Infinity;
      this.rows[i].hidden = below !== Infinity;
      if (!this.has(i)) return;
      const closed = this.closed.has(headingOf(l));
      this.rows[i].setAttribute("aria-expanded", String(!closed));
      if (closed && below === Infinity) below = l.depth;
    });
  }

  private toggle(at: number, open?: boolean): void {
    const heading = headingOf(this.frame!.lines[at]);
    if (open ?? this.closed.has(heading)) this.closed.delete(heading);
    else this.closed.add(heading);
    this.fold();
  }

  private fillHex(): void {
    const { data } = this.frame!;
    const n = Math.min(data.length, this.shown);
    const digits = Math.max(4, (data.length - 1).toString(16).length);
    this.bytes = [];
    const rows: HTMLElement[] = [];
    for (let off = 0; off < n; off += 16) {
      const left = el("span", { class: "hex-bytes" });
      const right = el("span", { class: "hex-text" });
      for (let i = off; i < Math.min(off + 16, n); i++) {
        const c = data[i];
        const both: [HTMLElement, HTMLElement] = [el("span", { "data-byte": String(i) }, c.toString(16).padStart(2, "0")), el("span", { "data-byte": String(i) }, c >= 0x20 && c <= 0x7e ? String.fromCharCode(c) : "·")];
        this.bytes.push(both);
        left.append(both[0]);
        right.append(both[1]);
      }
      rows.push(el("div", { class: "hex-row" }, el("span", { class: "hex-off" }, off.toString(16).padStart(digits, "0")), left, right));
    }
    this.hex.replaceChildren(...rows);
    if (n < data.length) {
      this.hex.append(button(`And ${data.length - n} more bytes`, "Show all bytes", () => {
        this.shown = Infinity;
        this.fillHex();
        this.mark();
      }, "link"));
    }
  }

  // choose selects a line, -1 none.
  choose(at: number): void {
    const l = this.frame!.lines[at];
    this.line = l ? at : -1;
    if (l && l.off + l.len > this.shown && l.off + l.len <= 1 << 16) {
      this.shown = l.off + l.len;
      this.fillHex();
    }
    this.rows.forEach((row, i) => row.setAttribute("aria-selected", String(i === at)));
    if (l) {
      for (let up = this.parent(at); up >= 0; up = this.parent(up)) this.toggle(up, true);
      this.tree.setAttribute("aria-activedescendant", `tree-line-${at}`);
      this.scroll(this.tree, this.rows[at]);
    } else {
      this.tree.removeAttribute("aria-activedescendant");
    }
    this.mark();
    this.tell(l);
  }

  // mark marks the bytes of the line.
  private mark(): void {
    const l = this.frame!.lines[this.line];
    this.bytes.forEach((both, i) => {
      const of = l !== undefined && i >= l.off && i < l.off + l.len;
      for (const b of both) {
        b.classList.toggle("marked", of);
        b.classList.toggle("at", i === this.byte);
      }
    });
    const first = this.bytes[this.byte >= 0 ? this.byte : l && l.len > 0 ? l.off : -1];
    if (first) this.scroll(this.hex, first[0]);
  }

  private scroll(box: HTMLElement, to: HTMLElement): void {
    const top = to.getBoundingClientRect().top - box.getBoundingClientRect().top;
    if (top < 0) box.scrollTop += top;
    else if (top + to.offsetHeight > box.clientHeight) box.scrollTop += top + to.offsetHeight - box.clientHeight + 4;
  }

  private tell(l: Line | undefined): void {
    this.bar.replaceChildren();
    if (!l) return;
    const bytes = l.len === 0 ? "no bytes" : l.len === 1 ? `byte ${l.off}` : `bytes ${l.off} to ${l.off + l.len - 1}`;
    this.bar.append(el("span", {}, bytes));
    if (l.filter) this.bar.append(button(l.filter, `Only frames with ${l.filter}`, () => this.filter(l.filter), "link"));
  }

  // chooseByte selects a byte, and the innermost line that it is of.
  private chooseByte(at: number): void {
    this.byte = at;
    let best = -1;
    const { lines } = this.frame!;
    lines.forEach((l, i) => {
      if (at >= l.off && at < l.off + l.len && (best < 0 || l.len < lines[best].len || (l.len === lines[best].len && l.depth > lines[best].depth && !l.text.startsWith("[")))) best = i;
    });
    this.choose(best);
  }

  private treeKey(e: KeyboardEvent): void {
    if (!this.frame || e.ctrlKey || e.metaKey || e.altKey) return;
    const step = (by: number) => {
      let at = this.line < 0 && by < 0 ? this.rows.length : this.line;
      do at += by;
      while (this.rows[at]?.hidden);
      if (this.rows[at]) this.to(at);
    };
    const closed = this.line >= 0 && this.closed.has(headingOf(this.frame.lines[this.line]));
    const keys: Record<string, () => void> = {
      ArrowUp: () => step(-1),
      ArrowDown: () => step(1),
      Home: () => this.to(0),
      End: () => {
        this.line = this.rows.length;
        step(-1);
      },
      ArrowRight: () => (closed ? this.toggle(this.line, true) : step(1)),
      ArrowLeft: () => {
        if (this.line < 0) return;
        if (this.has(this.line) && !closed) this.toggle(this.line, false);
        else this.to(this.parent(this.line));
      },
    };
    if (!keys[e.key]) return;
    e.preventDefault();
    keys[e.key]();
  }

  private to(at: number): void {
    this.byte = -1;
    if (at >= 0) this.choose(at);
  }

  private hexKey(e: KeyboardEvent): void {
    const by: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -16, ArrowDown: 16 };
    if (!this.frame || !by[e.key] || e.ctrlKey || e.metaKey || e.altKey) return;
    e.preventDefault();
    const line = this.frame.lines[this.line];
    const from = this.byte >= 0 ? this.byte : line && line.len > 0 ? line.off - by[e.key] : -by[e.key];
    const to = from + by[e.key];
    if (to >= 0 && to < this.bytes.length) this.chooseByte(to);
  }
}
