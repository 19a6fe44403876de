// The page into which captures are dropped. They stay in the browser: its policy allows no network.
import { button, el } from "./dom";

const most = 256 << 20; // bytes of all files

export function drop(into: HTMLElement, open: (names: string[], captures: ArrayBuffer[]) => Promise<void>): void {
  const input = el("input", { type: "file", multiple: "", id: "files", class: "away", tabindex: "-1", "aria-hidden": "true" });
  const choose = button("Choose captures", "Choose captures", () => input.click());
  const says = el("p", { role: "status", class: "aside" }, "They do not leave this browser: the page asks no network, and may not.");
  const zone = el("div", { class: "zone" }, el("p", {}, "Drop pcap or pcapng files here, plain or compressed with gzip or zstd."), choose, input, says);
  into.append(zone);

  async function take(files: File[]): Promise<void> {
    if (files.length === 0) return;
    const size = files.reduce((n, f) => n + f.size, 0);
    if (size > most) {
      says.textContent = `That is ${Math.round(size / (1 << 20))} MiB, and this page takes ${most >> 20}. cnwire convert -c 1000000 IN OUT keeps the first million frames.`;
      return;
    }
    says.textContent = `Reading ${files.map((f) => f.name).join(", ")} …`;
    try {
      await open(files.map((f) => f.name), await Promise.all(files.map((f) => f.arrayBuffer())));
    } catch (error) {
      says.textContent = `That cannot be shown: ${error instanceof Error ? error.message : String(error)}`;
      says.setAttribute("role", "alert");
    }
  }
  input.addEventListener("change", () => void take([...(input.files ?? [])]));
  addEventListener("dragover", (e) => {
    e.preventDefault();
    zone.classList.add("over");
  });
  addEventListener("dragleave", () => zone.classList.remove("over"));
  addEventListener("drop", (e) => {
    e.preventDefault();
    zone.classList.remove("over");
    if (!into.hidden) void take([...(e.dataTransfer?.files ?? [])]);
  });
}
