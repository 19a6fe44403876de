// How many events there were over time, with the brush that selects a part.
import { Surface } from "./canvas";
import { el } from "./dom";
import { events, first, kinds } from "./events";
import { span, step, tick } from "./format";
import type { State } from "./state";
import { onTheme, theme } from "./theme";

const axis = 18; // pixels below the bars

export function chart(state: State, gutter: () => number): HTMLElement {
  const lists = events(state.data);
  let colours = theme();
  let brush: [number, number] | null = null; // pixels
  const surface = new Surface(draw);
  const canvas = surface.canvas;
  canvas.className = "chart";
  canvas.setAttribute("role", "img");
  const total = lists.reduce((n, list) => n + list.length, 0);
  canvas.setAttribute("aria-label", `Events over time: ${kinds.map((k, i) => `${lists[i].length} ${k}`).join(", ")}; the list of processes has them in numbers.`);
  const most = el("output", { class: "most" });

  const wide = () => surface.width - gutter();
  const at = (x: number) => state.from + ((x - gutter()) / wide()) * (state.to - state.from);
  const place = (t: number) => gutter() + ((t - state.from) / (state.to - state.from)) * wide();

  function draw(): void {
    const { g, width, height } = surface;
    const left = gutter();
    const tall = height - axis;
    const size = 4;
    const bins = Math.max(1, Math.floor(wide() / size));
    const length = (state.to - state.from) / bins;
    const sums = new Float64Array(bins);
    const counts = lists.map((list) => {
      const of = new Float64Array(bins);
      let i = first(list, state.from);
      for (let b = 0; b < bins; b++) {
        const end = first(list, state.from + (b + 1) * length, i);
        of[b] = end - i;
        sums[b] += of[b];
        i = end;
      }
      return of;
    });
    const peak = Math.max(1, ...sums);
    for (let b = 0; b < bins; b++) {
      let y = tall;
      counts.forEach((of, k) => {
        const h = (of[b] / peak) * (tall - 4);
        g.fillStyle = colours.kinds[k];
        g.fillRect(left + b * size, y - h, size - 1, h);
        y -= h;
      });
    }
    most.textContent = total === 0 ? "no events" : `at most ${peak} in ${span(length)}`;
    g.strokeStyle = colours.line;
    g.beginPath();
    g.moveTo(left, tall + 0.5);
    g.lineTo(width, tall + 0.5);
    const apart = step(((state.to - state.from) / wide()) * 90);
    g.fillStyle = colours.soft;
    g.font = `11px ${colours.font}`;
    g.textBaseline = "top";
    for (let t = Math.max(0, Math.ceil(state.from / apart) * apart); t <= state.to; t += apart) {
      const x = Math.round(place(t)) + 0.5;
      g.moveTo(x, tall);
      g.lineTo(x, tall + 4);
      const text = tick(t, apart);
      if (x + g.measureText(text).width + 4 < width) g.fillText(text, x + 3, tall + 5);
    }
    g.stroke();
    const range = brush ?? (state.range && [place(state.range[0]), place(state.range[1])]);
    if (range) {
      g.fillStyle = colours.select;
      g.fillRect(Math.max(left, range[0]), 0, range[1] - Math.max(left, range[0]), tall);
    }
  }

  canvas.addEventListener("pointerdown", (e) => {
    if (e.button !== 0) return;
    canvas.setPointerCapture(e.pointerId);
    const start = Math.max(gutter(), e.offsetX);
    const move = (m: PointerEvent) => {
      brush = [Math.min(start, m.offsetX), Math.max(start, m.offsetX)];
      surface.ask();
    };
    const up = () => {
      canvas.removeEventListener("pointermove", move);
      const b = brush;
      brush = null;
      if (b && b[1] - b[0] > 3) state.brush([Math.max(0, at(b[0])), Math.min(state.end, at(b[1]))]);
      surface.ask();
    };
    canvas.addEventListener("pointermove", move);
    canvas.addEventListener("pointerup", up, { once: true });
  });
  for (const what of ["view", "range"] as const) state.on(what, () => surface.ask());
  onTheme(() => {
    colours = theme();
    surface.ask();
  });
  const key = el("ul", { class: "key" }, ...kinds.map((k) => el("li", { class: `kind-${k}` }, k)));
  return el("div", { class: "chart-box" }, el("div", { class: "chart-head" }, el("h3", {}, "Events"), key, most), canvas);
}
