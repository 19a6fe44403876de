// What the page is given: report/data.go has the same form.

export interface Column {
  name: string;
  title: string;
  doc: string;
  right: boolean;
  kind: "text" | "number" | "seconds" | "time";
  shown: boolean;
}

export type Value = number | string | boolean | null;

export interface Table {
  name: string;
  title: string;
  columns: Column[];
  rows: Value[][];
  at: number[] | null;
  life: number[] | null;
  more: number;
}

export enum Fate {
  Well,
  Failed,
  Killed,
  Runs,
  Gone,
  Above,
}

export interface Data {
  zero: number;
  kernel: boolean;
  hosts: string[];
  lives: { host: number[]; parent: number[]; pid: number[]; name: string[]; from: number[]; to: number[]; fate: Fate[]; born: number[] };
  marks: { kinds: string[]; texts: string[]; life: number[]; at: number[]; kind: number[]; text: number[]; frame: number[] };
  gaps: { host: number[]; cpu: number[]; from: number[]; to: number[]; lost: number[]; filtered: number[] };
  requests: { host: number[]; asked: number[]; answered: number[]; says: string[]; answer: string[] };
  tables: Table[];
}

// filled has empty lists where Go has none.
function filled<T extends object>(of: T): T {
  for (const [key, value] of Object.entries(of)) {
    if (value === null) (of as Record<string, unknown>)[key] = [];
  }
  return of;
}

// complete has empty lists where Go has none.
export function complete(data: Data): Data {
  filled(data);
  for (const part of [data.lives, data.marks, data.gaps, data.requests, ...data.tables]) filled(part);
  return data;
}

// held is what an element of the page has, or nothing.
export async function held<T>(id: string): Promise<T | null> {
  const text = document.getElementById(id)?.textContent;
  if (!text) return null;
  const packed = Uint8Array.from(atob(text.trim().replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return (await new Response(stream).json()) as T;
}
