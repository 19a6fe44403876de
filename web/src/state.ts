// What all panels have in common: the time that is seen, what is selected.
import type { Data } from "./data";

type Event = "view" | "range" | "select" | "find";

export class State {
  readonly end: number; // of all times
  from = 0;
  to: number;
  range: [number, number] | null = null; // that was brushed
  selected = -1;
  found: Set<number> | null = null; // by the search
  private readonly listeners: [Event, () => void][] = [];

  constructor(readonly data: Data) {
    let end = 1;
    for (const list of [data.lives.to, data.marks.at, data.requests.asked, data.requests.answered]) for (const t of list) end = Math.max(end, t);
    this.end = end;
    this.to = end;
    this.fit();
  }

  on(what: Event, f: () => void): void {
    this.listeners.push([what, f]);
  }

  private tell(what: Event): void {
    for (const [of, f] of this.listeners) if (of === what) f();
  }

  // look shows a part of the time, a microsecond at least, and no more than there is and a little.
  look(from: number, to: number): void {
    const all = this.end * 1.04;
    const length = Math.min(Math.max(to - from, 1e3), all);
    const start = Math.min(Math.max((from + to - length) / 2, -this.end * 0.02), this.end * 1.02 - length);
    this.from = start;
    this.to = start + length;
    this.tell("view");
  }

  fit(): void {
    this.look(-this.end * 0.02, this.end * 1.02);
  }

  // zoom makes what is seen so many times as long, around a place.
  zoom(by: number, around = (this.from + this.to) / 2): void {
    this.look(around - (around - this.from) * by, around + (this.to - around) * by);
  }

  pan(by: number): void {
    const d = (this.to - this.from) * by;
    this.look(this.from + d, this.to + d);
  }

  brush(range: [number, number] | null): void {
    this.range = range;
    if (range) this.look(range[0], range[1]);
    else this.fit();
    this.tell("range");
  }

  select(life: number): void {
    this.selected = life;
    this.tell("select");
  }

  find(lives: Set<number> | null): void {
    this.found = lives;
    this.tell("find");
  }
}

// called is what a life is called: its pid, and a name where one is known.
export function called(data: Data, life: number): string {
  const name = data.lives.name[life];
  return name ? `${data.lives.pid[life]} ${name}` : String(data.lives.pid[life]);
}
