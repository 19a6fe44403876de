// The list of frames: of all that there are, those rows are elements that are seen.
import { el } from "./dom";
import type { Engine, Opened } from "./engine";

const tall = 22; // pixels of a row
const most = 8_000_000; // pixels that an element can have everywhere

export class FrameList {
  readonly box = el("div", { class: "frames", role: "grid", tabindex: "0", "aria-label": "Frames. Arrow keys go from frame to frame." });
  selected = -1; // a place in the list
  private numbers: Uint32Array | null = null; // of those that are chosen
  private readonly head: HTMLElement;
  private readonly body = el("div", { class: "frames-body", role: "rowgroup" });
  private readonly spacer = el("div", { class: "spacer" });
  private readonly cells = new Map<number, string[]>();
  private asked = new Set<number>();
  private drawing = false;

  constructor(
    private readonly engine: Engine,
    private readonly opened: Opened,
    private readonly select: (number: number) => void,
  ) {
    this.head = el("div", { class: "frames-head", role: "rowgroup" }, this.row(opened.columns.map((c) => c.title), "columnheader"));
    this.box.append(this.head, this.body, this.spacer);
    this.box.addEventListener("scroll", () => this.draw(), { passive: true });
    this.box.addEventListener("keydown", (e) => this.key(e));
    this.body.addEventListener("mousedown", (e) => { // by the click that follows the row may be another element
      const row = (e.target as HTMLElement).closest<HTMLElement>("[data-place]");
      if (row) this.go(Number(row.dataset.place));
    });
    new ResizeObserver(() => this.draw()).observe(this.box);
    this.show(null);
  }

  get length(): number {
    return this.numbers?.length ?? this.opened.frames;
  }

  number(place: number): number {
    return this.numbers ? this.numbers[place] : place + 1;
  }

  // show lists frames by their numbers, all without, and stays at the one that is selected.
  show(numbers: Uint32Array | null): void {
    const at = this.selected >= 0 ? this.number(this.selected) : 0;
    this.numbers = numbers;
    this.box.setAttribute("aria-rowcount", String(this.length + 1));
    this.spacer.style.height = `${Math.min(this.length * tall, most)}px`;
    this.selected = at > 0 ? this.place(at) : -1;
    if (this.selected >= 0) this.reveal();
    else this.box.scrollTop = 0;
    this.fill();
  }

  // place is where a frame is in the list, or -1.
  place(number: number): number {
    if (!this.numbers) return number >= 1 && number <= this.opened.frames ? number - 1 : -1;
    let [low, high] = [0, this.numbers.length];
    while (low < high) {
      const mid = (low + high) >> 1;
      if (this.numbers[mid] < number) low = mid + 1;
      else high = mid;
    }
    return this.numbers[low] === number ? low : -1;
  }

  go(place: number): void {
    if (this.length === 0) return;
    this.selected = Math.min(Math.max(place, 0), this.length - 1);
    this.reveal();
    this.draw();
    this.select(this.number(this.selected));
  }

  private room(): number {
    return Math.max(1, Math.floor((this.box.clientHeight - this.head.offsetHeight) / tall));
  }

  // top is the first row that is seen. Where there are more than pixels, a pixel is several.
  private top(): number {
    const all = this.length * tall;
    if (all <= most) return this.box.scrollTop / tall;
    const way = most + this.head.offsetHeight - this.box.clientHeight;
    return (this.box.scrollTop / way) * (this.length - this.room());
  }

  private reveal(): void {
    const [top, room] = [this.top(), this.room()];
    if (this.selected >= top && this.selected + 1 <= top + room) return;
    const to = this.selected < top ? this.selected : this.selected - room + 1;
    if (this.length * tall <= most) this.box.scrollTop = to * tall;
    else this.box.scrollTop = (to / (this.length - room)) * (most + this.head.offsetHeight - this.box.clientHeight);
  }

  private key(e: KeyboardEvent): void {
    const keys: Record<string, number> = {
      ArrowUp: this.selected - 1,
      ArrowDown: this.selected + 1,
      PageUp: this.selected - this.room(),
      PageDown: this.selected + this.room(),
      Home: 0,
      End: this.length - 1,
    };
    const to = keys[e.key];
    if (to === undefined || e.ctrlKey || e.metaKey || e.altKey) return;
    e.preventDefault();
    this.go(to);
  }

  private row(cells: string[], role: string): HTMLElement {
    const row = el("div", { class: "frames-row", role: "row" });
    this.opened.columns.forEach((c, i) => {
      if (!c.shown) return;
      const name = c.title.toLowerCase().replace(/\W/g, "");
      const cell = el("span", { class: `cell-${name}${c.right ? " right" : ""}`, role }, cells[i] ?? "");
      if (role === "columnheader") cell.title = c.doc;
      row.append(cell);
    });
    return row;
  }

  draw(): void {
    if (this.drawing) return;
    this.drawing = true;
    requestAnimationFrame(() => {
      this.drawing = false;
      this.fill();
    });
  }

  private fill(): void {
    const first = Math.max(0, Math.min(Math.floor(this.top()), this.length - 1));
    const last = Math.min(this.length, first + this.room() + 2);
    const shift = this.length * tall <= most ? first * tall : this.box.scrollTop;
    this.body.style.transform = `translateY(${shift}px)`;
    const rows: HTMLElement[] = [];
    const missing: number[] = [];
    for (let place = first; place < last; place++) {
      const number = this.number(place);
      const cells = this.cells.get(number);
      if (!cells) missing.push(number);
      const row = this.row(cells ?? [String(number)], "gridcell");
      row.id = `frame-row-${place}`;
      row.dataset.place = String(place);
      row.setAttribute("aria-rowindex", String(place + 2));
      row.setAttribute("aria-selected", String(place === this.selected));
      rows.push(row);
    }
    if (rows.length === 0) rows.push(el("div", { class: "frames-row none", role: "row" }, el("span", { role: "gridcell" }, "No frame fits.")));
    this.body.replaceChildren(...rows);
    if (this.selected >= first && this.selected < last) this.box.setAttribute("aria-activedescendant", `frame-row-${this.selected}`);
    else this.box.removeAttribute("aria-activedescendant");
    void this.fetch(missing.filter((n) => !this.asked.has(n)));
  }

  private async fetch(numbers: number[]): Promise<void> {
    if (numbers.length === 0) return;
    for (const n of numbers) this.asked.add(n);
    try {
      const lines = await this.engine.lines(numbers);
      if (this.cells.size > 5000) this.cells.clear();
      numbers.forEach((n, i) => this.cells.set(n, lines[i]));
      this.draw();
    } finally {
      for (const n of numbers) this.asked.delete(n);
    }
  }
}
