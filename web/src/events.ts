// Events over time, by kind.
import type { Data } from "./data";

export const kinds = ["fork", "exec", "exit", "other"] as const;

// first returns the first place in a sorted list that is not below a value.
export function first(list: ArrayLike<number>, value: number, from = 0, to = list.length): number {
  while (from < to) {
    const mid = (from + to) >> 1;
    if (list[mid] < value) from = mid + 1;
    else to = mid;
  }
  return from;
}

// events are the times of each kind, sorted. A process begins with a fork.
export function events(data: Data): Float64Array[] {
  const lists: number[][] = kinds.map(() => []);
  const { marks, lives } = data;
  const kindOf = marks.kinds.map((word) => (word === "thread" || word === "start" ? 0 : word === "exec" ? 1 : word === "exit" ? 2 : 3));
  marks.at.forEach((at, i) => lists[kindOf[marks.kind[i]]].push(at));
  lives.from.forEach((at, i) => {
    if (lives.born[i] === 1 && at >= 0) lists[0].push(at);
  });
  return lists.map((list) => Float64Array.from(list).sort());
}

// Marks are those of a life, in the order of time.
export class Marks {
  private readonly order: Uint32Array;
  private readonly starts: Uint32Array;
  private readonly times: Float64Array;

  constructor(data: Data) {
    const { life, at } = data.marks;
    this.starts = new Uint32Array(data.lives.pid.length + 1);
    for (const l of life) this.starts[l + 1]++;
    for (let i = 1; i < this.starts.length; i++) this.starts[i] += this.starts[i - 1];
    const next = this.starts.slice();
    this.order = new Uint32Array(life.length);
    life.forEach((l, i) => (this.order[next[l]++] = i));
    for (let l = 0; l + 1 < this.starts.length; l++) this.order.subarray(this.starts[l], this.starts[l + 1]).sort((a, b) => at[a] - at[b]);
    this.times = Float64Array.from(this.order, (i) => at[i]);
  }

  // each calls f for the marks of a life from a time on; f returns from where on to go on.
  each(life: number, from: number, to: number, f: (mark: number) => number): void {
    const end = this.starts[life + 1];
    for (let i = first(this.times, from, this.starts[life], end); i < end && this.times[i] <= to; ) {
      const next = f(this.order[i]);
      i = next > this.times[i] ? first(this.times, next, i + 1, end) : i + 1;
    }
  }
}
