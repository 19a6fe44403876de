// The worker: cnwire as WebAssembly, and what it is asked for. It has no network, and is asked by engine.ts.
import "./wasm_exec.js";

interface Functions {
  [name: string]: (...args: unknown[]) => string;
}

declare const Go: new () => { importObject: WebAssembly.Imports; run(of: WebAssembly.Instance): Promise<void> };
const here = self as unknown as { cnwire?: Functions; postMessage(what: unknown, transfer?: Transferable[]): void; onmessage: ((e: MessageEvent) => void) | null };

// decoded is what stands in an element of the page, as bytes.
function decoded(text: string): Uint8Array<ArrayBuffer> {
  const packed = atob(text.trim().replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i++) bytes[i] = packed.charCodeAt(i);
  return bytes;
}

// unpacked is what was compressed with gzip. A stream that ends too early gives what it has.
async function unpacked(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function start(program: string): Promise<void> {
  const go = new Go();
  const { instance } = await WebAssembly.instantiate(await unpacked(decoded(program)), go.importObject);
  void go.run(instance); // up to its first wait, by when the functions are there
}

// open takes captures as they stand in the page, or bytes of files.
async function open(settings: string, captures: (string | ArrayBuffer)[]): Promise<string> {
  const bytes = await Promise.all(captures.map((c) => (typeof c === "string" ? unpacked(decoded(c)) : new Uint8Array(c))));
  return here.cnwire!.open(settings, ...bytes);
}

interface Asked {
  id: number;
  call: string;
  args: unknown[];
}

async function answer({ id, call, args }: Asked): Promise<void> {
  try {
    if (call === "start") {
      await start(args[0] as string);
      here.postMessage({ id, text: "{}" });
    } else if (call === "open") {
      here.postMessage({ id, text: await open(args[0] as string, args[1] as (string | ArrayBuffer)[]) });
    } else if (call === "filter") {
      let numbers = new Uint8Array();
      const text = here.cnwire!.filter(...args, (of: Uint8Array<ArrayBuffer>) => (numbers = of));
      here.postMessage({ id, text, numbers: numbers.buffer }, [numbers.buffer]);
    } else {
      here.postMessage({ id, text: here.cnwire![call](...args) });
    }
  } catch (error) {
    here.postMessage({ id, text: JSON.stringify({ error: String(error) }) });
  }
}

// One is answered behind the other.
let last = Promise.resolve();
here.onmessage = (e: MessageEvent) => {
  last = last.then(() => answer(e.data as Asked));
};
