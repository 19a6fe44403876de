// The rows of the timeline: each host, and below it who started whom.
import type { Data } from "./data";

export interface Layout {
  rows: Int32Array; // a life; or the host h as -1-h
  depth: Uint16Array; // of the row
  rowOf: Int32Array; // of a life
  bands: [number, number][]; // rows of a host, without its own
  children: Map<number, number[]>;
}

export function layout(data: Data): Layout {
  const { parent, host, from } = data.lives;
  const n = parent.length;
  const children = new Map<number, number[]>();
  const roots: number[][] = data.hosts.map(() => []);
  for (let i = 0; i < n; i++) {
    const up = parent[i];
    if (up < 0) (roots[host[i]] ??= []).push(i);
    else if (children.has(up)) children.get(up)!.push(i);
    else children.set(up, [i]);
  }
  const begin = new Float64Array(n); // of a life, or where it has no time, of the first below it
  for (let i = 0; i < n; i++) begin[i] = from[i] >= 0 ? from[i] : Infinity;
  for (let i = 0; i < n; i++) {
    for (let up = parent[i], hops = 0; up >= 0 && begin[up] > begin[i] && from[up] < 0 && hops < 1000; up = parent[up], hops++) begin[up] = begin[i];
  }
  const order = (list: number[]) => list.sort((a, b) => begin[a] - begin[b] || a - b);
  const rows: number[] = [];
  const depth: number[] = [];
  const rowOf = new Int32Array(n).fill(-1);
  const bands: [number, number][] = [];
  roots.forEach((list, h) => {
    rows.push(-1 - h);
    depth.push(0);
    const first = rows.length;
    const stack: [number, number][] = order(list).map((life): [number, number] => [life, 0]).reverse();
    while (stack.length > 0) {
      const [life, deep] = stack.pop()!;
      if (rowOf[life] >= 0) continue;
      rowOf[life] = rows.length;
      rows.push(life);
      depth.push(Math.min(deep, 60000));
      const below = children.get(life);
      if (below) for (const child of order(below).reverse()) stack.push([child, deep + 1]);
      below?.reverse();
    }
    bands.push([first, rows.length]);
  });
  return { rows: Int32Array.from(rows), depth: Uint16Array.from(depth), rowOf, bands, children };
}
