// cnwire in a worker: cmd/cnwire-wasm says what each function answers.
import type { Data } from "./data";
import type { Opening } from "./opening";

export interface Settings {
  names: string[];
  count: number;
  filter: string;
  order: string;
  layout: string;
  hostBy: string;
  report?: boolean;
}

export interface Opened {
  frames: number;
  columns: { title: string; doc: string; right: boolean; shown: boolean }[];
  wrong: string[] | null;
  opening?: Opening;
  data?: Data;
}

export interface Chosen {
  numbers: Uint32Array;
  remarks: string[] | null;
}

export interface Line {
  depth: number;
  text: string;
  off: number;
  len: number;
  filter: string;
}

export interface Frame {
  number: number;
  data: Uint8Array;
  lines: Line[];
}

export interface Names {
  from: number;
  names: { name: string; doc: string }[] | null;
}

// Refused is an answer that says what is wrong; of a filter also where.
export class Refused extends Error {
  constructor(
    message: string,
    readonly caret = "",
    readonly near: string[] = [],
  ) {
    super(message);
  }
}

interface Answer {
  id: number;
  text: string;
  numbers?: ArrayBuffer;
}

const held = (id: string) => document.getElementById(id)?.textContent ?? "";

export class Engine {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, [(a: Answer) => void, (e: Error) => void]>();
  private asked = 0;

  constructor() {
    const script = new TextDecoder().decode(Uint8Array.from(atob(held("worker").replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0)));
    const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    this.worker = new Worker(url);
    this.worker.onmessage = (e: MessageEvent<Answer>) => {
      const who = this.waiting.get(e.data.id);
      this.waiting.delete(e.data.id);
      who?.[0](e.data);
    };
    this.worker.onerror = (e) => {
      e.preventDefault();
      for (const [, fail] of this.waiting.values()) fail(new Error(e.message || "the worker does not start"));
      this.waiting.clear();
    };
    void this.ask("start", [document.querySelector(".engine")?.textContent ?? ""]).catch(() => undefined);
  }

  private ask(call: string, args: unknown[], transfer: Transferable[] = []): Promise<Answer> {
    return new Promise((done, fail) => {
      const id = ++this.asked;
      this.waiting.set(id, [done, fail]);
      this.worker.postMessage({ id, call, args }, transfer);
    });
  }

  private async json<T>(call: string, args: unknown[], transfer: Transferable[] = []): Promise<T & { bytes?: ArrayBuffer }> {
    const answer = await this.ask(call, args, transfer);
    const said = JSON.parse(answer.text) as T & { error?: string; caret?: string; near?: string[] | null; bytes?: ArrayBuffer };
    if (said && typeof said === "object" && said.error !== undefined) throw new Refused(said.error, said.caret, said.near ?? []);
    if (answer.numbers) said.bytes = answer.numbers;
    return said;
  }

  // open opens captures: those of the page as they stand there, or files.
  open(settings: Settings, captures: (string | ArrayBuffer)[]): Promise<Opened> {
    return this.json("open", [JSON.stringify(settings), captures], captures.filter((c): c is ArrayBuffer => typeof c !== "string"));
  }

  // lines are the cells of frames, by their numbers.
  lines(numbers: number[]): Promise<string[][]> {
    return this.json("lines", numbers);
  }

  // filter chooses frames, by a filter and by when they were captured, in milliseconds since 1970.
  async filter(text: string, from: number | null, to: number | null): Promise<Chosen> {
    const said = await this.json<{ remarks: string[] | null }>("filter", [text, from, to]);
    return { numbers: new Uint32Array(said.bytes!), remarks: said.remarks };
  }

  async frame(number: number): Promise<Frame> {
    const said = await this.json<{ number: number; data: string; lines: Line[] }>("frame", [number]);
    const data = new Uint8Array(said.data.length / 2);
    for (let i = 0; i < data.length; i++) data[i] = parseInt(said.data.slice(2 * i, 2 * i + 2), 16);
    return { number: said.number, data, lines: said.lines };
  }

  complete(text: string, place: number): Promise<Names> {
    return this.json("complete", [text, place]);
  }
}
