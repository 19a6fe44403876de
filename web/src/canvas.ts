// A canvas that is as sharp as the screen, and is drawn once a frame at most.

export class Surface {
  readonly canvas = document.createElement("canvas");
  readonly g = this.canvas.getContext("2d")!;
  width = 0;
  height = 0;
  private asked = false;

  constructor(private readonly draw: () => void) {
    new ResizeObserver(() => this.resize()).observe(this.canvas);
  }

  private resize(): void {
    const box = this.canvas.getBoundingClientRect();
    const scale = devicePixelRatio || 1;
    this.width = box.width;
    this.height = box.height;
    this.canvas.width = Math.max(1, Math.round(box.width * scale));
    this.canvas.height = Math.max(1, Math.round(box.height * scale));
    this.ask();
  }

  ask(): void {
    if (this.asked) return;
    this.asked = true;
    requestAnimationFrame(() => {
      this.asked = false;
      if (this.width === 0) return;
      const begin = performance.now();
      const scale = this.canvas.width / this.width;
      this.g.setTransform(scale, 0, 0, scale, 0, 0);
      this.g.clearRect(0, 0, this.width, this.height);
      this.draw();
      this.canvas.dataset.ms = (performance.now() - begin).toFixed(2); // how long it took, for tests
    });
  }
}

// hatch fills a box with strokes, so that it is told from others without its colour.
export function hatch(g: CanvasRenderingContext2D, x: number, y: number, w: number, h: number, gap = 5): void {
  g.save();
  g.beginPath();
  g.rect(x, y, w, h);
  g.clip();
  g.beginPath();
  for (let at = Math.floor((x - h) / gap) * gap; at < x + w; at += gap) {
    g.moveTo(at, y + h);
    g.lineTo(at + h, y);
  }
  g.stroke();
  g.restore();
}
