// The lives of processes as bars, a row each, below who started them.
import { hatch, Surface } from "./canvas";
import { Fate } from "./data";
import { el } from "./dom";
import { Marks } from "./events";
import type { Layout } from "./layout";
import { called, type State } from "./state";
import { onTheme, theme } from "./theme";

export class Lanes {
  readonly box = el("div", { class: "lanes", tabindex: "0", role: "application", "aria-label": "Processes over time. Arrow keys up and down go from process to process, left and right pan, plus and minus zoom, 0 shows all, Escape lets go. The list below has the same as a table." });
  private readonly surface: Surface;
  private readonly spacer = el("div", { class: "spacer" });
  private readonly marks: Marks;
  private colours = theme();
  private tall = 20; // of a row

  constructor(
    private readonly state: State,
    private readonly layout: Layout,
    private readonly gutter: () => number,
  ) {
    this.marks = new Marks(state.data);
    this.surface = new Surface(() => this.draw());
    this.surface.canvas.setAttribute("aria-hidden", "true");
    this.box.append(this.surface.canvas, this.spacer);
    this.box.addEventListener("scroll", () => this.surface.ask(), { passive: true });
    this.box.addEventListener("keydown", (e) => this.key(e));
    this.box.addEventListener("wheel", (e) => this.wheel(e), { passive: false });
    this.surface.canvas.addEventListener("pointerdown", (e) => this.press(e));
    this.surface.canvas.addEventListener("dblclick", () => this.fit());
    this.surface.canvas.addEventListener("pointermove", (e) => {
      const row = this.layout.rows[this.rowAt(e.offsetY)];
      this.surface.canvas.title = row >= 0 ? called(state.data, row) : "";
    });
    for (const what of ["view", "find", "range"] as const) state.on(what, () => this.surface.ask());
    state.on("select", () => this.reveal());
    onTheme(() => {
      this.colours = theme();
      this.surface.ask();
    });
    this.size(this.tall);
  }

  // size sets how tall a row is.
  size(tall: number): void {
    const middle = (this.box.scrollTop + this.box.clientHeight / 2) / this.tall;
    this.tall = Math.min(28, Math.max(2, tall));
    const all = this.layout.rows.length * this.tall;
    this.spacer.style.height = `${all}px`;
    this.box.style.height = `${Math.min(460, Math.max(120, all + 2))}px`;
    this.spacer.style.marginTop = `-${Math.min(460, Math.max(120, all + 2)) - 2}px`;
    this.box.scrollTop = middle * this.tall - this.box.clientHeight / 2;
    this.surface.ask();
  }

  larger(by: number): void {
    this.size(this.tall * by);
  }

  // fit shows all time, and as many rows as there is room for.
  fit(): void {
    this.state.fit();
    this.size(Math.min(20, 458 / this.layout.rows.length));
  }

  private rowAt(y: number): number {
    return Math.floor((this.box.scrollTop + y) / this.tall);
  }

  private wheel(e: WheelEvent): void {
    if (e.ctrlKey || e.metaKey) {
      e.preventDefault();
      this.state.zoom(Math.exp(e.deltaY / 200), this.timeAt(e.offsetX));
    } else if (e.shiftKey || Math.abs(e.deltaX) > Math.abs(e.deltaY)) {
      e.preventDefault();
      this.state.pan((e.deltaX || e.deltaY) / Math.max(1, this.surface.width));
    }
  }

  private timeAt(x: number): number {
    const { from, to } = this.state;
    return from + ((x - this.gutter()) / (this.surface.width - this.gutter())) * (to - from);
  }

  private press(e: PointerEvent): void {
    if (e.button !== 0) return;
    const canvas = this.surface.canvas;
    let moved = 0;
    let x = e.clientX;
    if (e.pointerType !== "touch") canvas.setPointerCapture(e.pointerId);
    const move = (m: PointerEvent) => {
      moved += Math.abs(m.clientX - x);
      if (moved > 3) this.state.pan((x - m.clientX) / (this.surface.width - this.gutter()));
      x = m.clientX;
    };
    const up = () => {
      canvas.removeEventListener("pointermove", move);
      if (moved > 3) return;
      const row = this.layout.rows[this.rowAt(e.offsetY)];
      if (row >= 0) this.state.select(row);
    };
    canvas.addEventListener("pointermove", move);
    canvas.addEventListener("pointerup", up, { once: true });
  }

  private key(e: KeyboardEvent): void {
    const { state, layout } = this;
    const step = (by: number) => {
      let row = state.selected >= 0 ? layout.rowOf[state.selected] : by > 0 ? -1 : layout.rows.length;
      do row += by;
      while (row >= 0 && row < layout.rows.length && layout.rows[row] < 0);
      if (row >= 0 && row < layout.rows.length) state.select(layout.rows[row]);
    };
    const keys: Record<string, () => void> = {
      ArrowUp: () => step(-1),
      ArrowDown: () => step(1),
      ArrowLeft: () => state.pan(-0.2),
      ArrowRight: () => state.pan(0.2),
      "+": () => state.zoom(0.5),
      "=": () => state.zoom(0.5),
      "-": () => state.zoom(2),
      "0": () => this.fit(),
      Escape: () => (state.range ? state.brush(null) : state.select(-1)),
    };
    const act = keys[e.key];
    if (!act || e.ctrlKey || e.metaKey || e.altKey) return;
    e.preventDefault();
    act();
  }

  // reveal scrolls to what is selected, and goes to its time.
  private reveal(): void {
    const { state } = this;
    const row = this.layout.rowOf[state.selected] ?? -1;
    if (row >= 0) {
      const from = state.data.lives.from[state.selected];
      const to = state.data.lives.to[state.selected];
      if (from >= 0 && (to < state.from || from > state.to)) {
        const half = Math.max(state.to - state.from, (to - from) * 1.25) / 2;
        state.look((from + to) / 2 - half, (from + to) / 2 + half);
      }
      const y = row * this.tall;
      if (y < this.box.scrollTop || y + this.tall > this.box.scrollTop + this.box.clientHeight) this.box.scrollTop = y - this.box.clientHeight / 2;
    }
    this.surface.ask();
  }

  private draw(): void {
    const { g, width, height } = this.surface;
    const { state, layout, tall, colours } = this;
    const { data } = state;
    const left = this.gutter();
    const top = this.box.scrollTop;
    const scale = (width - left) / (state.to - state.from);
    const place = (t: number) => left + (t - state.from) * scale;
    const begin = Math.max(0, Math.floor(top / tall));
    const end = Math.min(layout.rows.length, Math.ceil((top + height) / tall));
    this.losses(g, place, left, width, top);
    g.textBaseline = "middle";
    for (let row = begin; row < end; row++) {
      const life = layout.rows[row];
      const y = row * tall - top;
      if (life < 0) this.host(g, -1 - life, y, place, left, width);
      else this.life(g, life, y, row, place, left, width, scale);
    }
    if (left > 0) {
      g.fillStyle = colours.line;
      g.fillRect(left - 1, 0, 1, height);
    }
    if (data.lives.pid.length === 0) {
      g.fillStyle = colours.soft;
      g.font = `13px ${colours.font}`;
      g.fillText("No process has an event.", left + 8, 40);
    }
  }

  // losses shades where messages are missing, of each host.
  private losses(g: CanvasRenderingContext2D, place: (t: number) => number, left: number, width: number, top: number): void {
    const { gaps } = this.state.data;
    g.strokeStyle = this.colours.loss;
    g.fillStyle = this.colours.loss;
    g.lineWidth = 1;
    const until = this.layout.bands.map(() => -Infinity); // pixels that are shaded already
    gaps.from.forEach((from, i) => {
      const [a, b] = this.layout.bands[gaps.host[i]] ?? [0, 0];
      const x = Math.max(place(from), left, until[gaps.host[i]]);
      const right = Math.min(Math.max(place(gaps.to[i]), place(from) + 2), width);
      if (right <= x || a === b) return;
      until[gaps.host[i]] = right;
      const y = Math.max(0, a * this.tall - top);
      const tall = Math.min(this.surface.height, b * this.tall - top) - y;
      if (tall <= 0) return;
      g.globalAlpha = 0.1;
      g.fillRect(x, y, right - x, tall);
      g.globalAlpha = 0.35;
      if (right - x > 5) hatch(g, x, y, right - x, tall, 7);
      g.globalAlpha = 1;
    });
  }

  private host(g: CanvasRenderingContext2D, host: number, y: number, place: (t: number) => number, left: number, width: number): void {
    const { data } = this.state;
    const { tall, colours } = this;
    g.fillStyle = colours.band;
    g.fillRect(0, y, width, tall);
    const { requests } = data;
    const tick = (t: number, down: boolean) => {
      const x = place(t);
      if (t < 0 || x < left || x > width) return;
      const size = Math.min(5, tall / 3);
      const base = y + tall / 2 + (down ? -size : size);
      g.beginPath();
      g.moveTo(x - size, base);
      g.lineTo(x + size, base);
      g.lineTo(x, y + tall / 2 + (down ? size : -size));
      g.fill();
    };
    g.fillStyle = colours.accent;
    let last = -Infinity;
    requests.asked.forEach((at, i) => {
      if (requests.host[i] !== host || Math.abs(place(at) - last) < 1) return;
      last = place(at);
      tick(at, false);
      tick(requests.answered[i], true);
    });
    if (tall >= 11) {
      g.font = `600 12px ${colours.font}`;
      const text = this.cut(g, data.hosts[host] || "host", (left > 0 ? left : width * 0.6) - 16);
      if (left === 0) {
        g.fillStyle = colours.band; // what is below shows through a little
        g.globalAlpha = 0.85;
        g.fillRect(0, y, g.measureText(text).width + 14, tall);
        g.globalAlpha = 1;
      }
      g.fillStyle = colours.ink;
      g.fillText(text, 8, y + tall / 2 + 0.5);
    }
  }

  private life(g: CanvasRenderingContext2D, life: number, y: number, row: number, place: (t: number) => number, left: number, width: number, scale: number): void {
    const { state, tall, colours, layout } = this;
    const { lives, marks } = state.data;
    const fate = lives.fate[life];
    if (life === state.selected) {
      g.fillStyle = colours.select;
      g.fillRect(0, y, width, tall);
    }
    const dim = state.found !== null && !state.found.has(life);
    g.globalAlpha = dim ? 0.22 : 1;
    const from = lives.from[life];
    const pad = tall >= 10 ? 3 : tall >= 5 ? 1 : 0;
    const h = Math.max(1, tall - 2 * pad);
    if (from >= 0 && lives.to[life] >= state.from && from <= state.to) {
      const x = Math.max(left, place(from));
      const right = Math.min(width, Math.max(place(lives.to[life]), place(from) + 2));
      if (right > x) {
        g.fillStyle = colours.fates[fate];
        g.strokeStyle = colours.fates[fate];
        g.lineWidth = 1;
        this.bar(g, x, y + pad, right - x, h, fate, lives.born[life] === 1);
        if (right - x > 6 && tall >= 8) {
          const pixel = 3 / scale;
          this.marks.each(life, Math.max(state.from, from), state.to, (m) => {
            this.mark(g, marks.kinds[marks.kind[m]], place(marks.at[m]), y + pad, h);
            return marks.at[m] + pixel;
          });
        }
        if (left === 0 && tall >= 12) this.label(g, called(state.data, life), right - x > 60 ? x + 7 : right + (fate === Fate.Killed ? h : 0) + 5, y, width);
      }
    }
    if (left > 0 && tall >= 11) {
      g.fillStyle = fate === Fate.Above ? colours.soft : colours.ink;
      g.font = `12px ${colours.font}`;
      const indent = 8 + Math.min(layout.depth[row], 7) * 9;
      g.fillText(this.cut(g, called(state.data, life), left - indent - 8), indent, y + tall / 2 + 0.5);
    }
    g.globalAlpha = 1;
  }

  // bar draws a life: full where it ended well, with an edge and a shape of its own where it
  // did not, open where its end was not seen.
  private bar(g: CanvasRenderingContext2D, x: number, y: number, w: number, h: number, fate: Fate, born: boolean): void {
    const open = fate === Fate.Runs || fate === Fate.Gone;
    g.save();
    const alpha = g.globalAlpha;
    g.globalAlpha = alpha * (open ? 0.35 : 0.75);
    g.fillRect(x, y, w, h);
    g.globalAlpha = alpha;
    if (born) g.fillRect(x, y, Math.min(2, w), h);
    if (open && h >= 5) {
      g.setLineDash([4, 3]);
      g.strokeRect(x + 0.5, y + 0.5, Math.max(0, w - 1), h - 1);
    } else if (fate === Fate.Failed) {
      g.fillRect(x + w - Math.min(4, w), y, Math.min(4, w), h);
    } else if (fate === Fate.Killed) {
      g.setLineDash([]);
      if (h >= 8) {
        g.lineWidth = 2;
        g.beginPath();
        g.moveTo(x + w + 1, y + 1);
        g.lineTo(x + w + h - 1, y + h - 1);
        g.moveTo(x + w + h - 1, y + 1);
        g.lineTo(x + w + 1, y + h - 1);
        g.stroke();
      } else {
        g.fillRect(x + w - 1, y, 3, h);
      }
    }
    g.restore();
  }

  // mark draws what a process did: a shape for each kind.
  private mark(g: CanvasRenderingContext2D, kind: string, x: number, y: number, h: number): void {
    const mid = y + h / 2;
    const r = Math.min(4, h / 2.5);
    g.fillStyle = this.colours.ink;
    g.strokeStyle = this.colours.ink;
    g.lineWidth = 1;
    g.beginPath();
    switch (kind) {
      case "exec": // a triangle
        g.moveTo(x - r * 0.8, mid - r);
        g.lineTo(x + r, mid);
        g.lineTo(x - r * 0.8, mid + r);
        g.fill();
        return;
      case "comm": // a ring
        g.arc(x, mid, r * 0.75, 0, 7);
        g.stroke();
        return;
      case "ptrace": // a lozenge
      case "coredump":
        g.moveTo(x - r, mid);
        g.lineTo(x, mid - r);
        g.lineTo(x + r, mid);
        g.lineTo(x, mid + r);
        g.closePath();
        if (kind === "coredump") g.fill();
        else g.stroke();
        return;
      case "exit":
        return; // the end of the bar says it
      case "thread":
        g.fillRect(x, y + h - Math.max(2, h / 4), 1, Math.max(2, h / 4));
        return;
      default: // a stroke: uid, gid, sid …
        g.fillRect(x, y, 1, h);
    }
  }

  private label(g: CanvasRenderingContext2D, text: string, x: number, y: number, width: number): void {
    g.font = `11px ${this.colours.font}`;
    g.fillStyle = this.colours.ink;
    g.fillText(this.cut(g, text, width - x - 4), x, y + this.tall / 2 + 0.5);
  }

  private readonly widths = new Map<string, string>();

  // cut shortens a text to so many pixels.
  private cut(g: CanvasRenderingContext2D, text: string, room: number): string {
    if (room < 12) return "";
    const key = `${g.font}|${Math.round(room)}|${text}`;
    const known = this.widths.get(key);
    if (known !== undefined) return known;
    let shown = text.length > 200 ? text.slice(0, 200) : text;
    if (g.measureText(shown).width > room) {
      let low = 0;
      let high = shown.length;
      while (low < high) {
        const mid = (low + high + 1) >> 1;
        if (g.measureText(`${shown.slice(0, mid)}…`).width <= room) low = mid;
        else high = mid - 1;
      }
      shown = `${shown.slice(0, low)}…`;
    }
    if (this.widths.size > 5000) this.widths.clear();
    this.widths.set(key, shown);
    return shown;
  }
}
