// Where a display filter is written: names of fields are completed, and a caret shows what is wrong.
import { button, el } from "./dom";
import { type Engine, type Names, Refused } from "./engine";

export class FilterBox {
  readonly input = el("input", { type: "text", class: "filter", placeholder: "Display filter: cn_proc.what == exit", "aria-label": "Display filter", role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "filter-names", autocomplete: "off", autocapitalize: "off", spellcheck: "false" });
  readonly says = el("div", { class: "filter-says" });
  private readonly list = el("ul", { class: "names", id: "filter-names", role: "listbox", "aria-label": "Names of fields" });
  readonly box = el("div", { class: "filter-box" }, this.input, this.list);
  private names: Names | null = null;
  private at = -1; // of the names, the one that is meant
  private asked = 0;

  constructor(
    private readonly engine: Engine,
    private readonly apply: (text: string) => Promise<string[]>,
  ) {
    this.list.hidden = true;
    this.says.setAttribute("role", "alert");
    this.input.addEventListener("input", () => {
      this.right();
      this.names = null; // those that are listed are of what stood there before
      this.list.setAttribute("aria-busy", "true");
      void this.complete();
    });
    this.input.addEventListener("keydown", (e) => this.key(e));
    this.input.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (e) => {
      e.preventDefault(); // the input keeps the focus
      const item = (e.target as HTMLElement).closest<HTMLElement>("[data-at]");
      if (item) this.take(Number(item.dataset.at));
    });
  }

  // set writes a filter and applies it.
  set(text: string): Promise<void> {
    this.input.value = text;
    return this.use();
  }

  private right(): void {
    this.says.replaceChildren();
    this.input.removeAttribute("aria-invalid");
  }

  async use(): Promise<void> {
    this.close();
    this.right();
    const text = this.input.value;
    try {
      const remarks = await this.apply(text);
      if (remarks.length > 0) this.says.append(...remarks.map((r) => el("p", {}, r)));
    } catch (error) {
      if (this.input.value !== text) return;
      this.input.setAttribute("aria-invalid", "true");
      const wrong = error instanceof Refused ? error : new Refused(String(error));
      const line = el("p", {}, wrong.message);
      wrong.near.forEach((name, i) => line.append(i === 0 ? ": did you mean " : ", ", button(name, name, () => this.mend(wrong, name), "link")));
      if (wrong.near.length > 0) line.append("?");
      if (wrong.caret) this.says.append(el("pre", {}, wrong.caret));
      this.says.append(line);
    }
  }

  // mend puts a name where the caret shows another.
  private mend(wrong: Refused, name: string): void {
    const mark = wrong.caret.split("\n").at(-1) ?? "";
    const from = mark.indexOf("^");
    const letters = [...this.input.value];
    if (from >= 0) void this.set([...letters.slice(0, from), name, ...letters.slice(mark.length)].join(""));
    this.input.focus();
  }

  private async complete(): Promise<void> {
    const turn = ++this.asked;
    const names = await this.engine.complete(this.input.value, this.input.selectionStart ?? 0).catch(() => null);
    if (turn !== this.asked || document.activeElement !== this.input) return;
    this.names = names;
    this.list.setAttribute("aria-busy", "false");
    const list = names?.names ?? [];
    const written = this.input.value.slice(names?.from ?? 0, this.input.selectionStart ?? 0);
    if (list.length === 0 || (list.length === 1 && list[0].name === written)) return this.close();
    this.list.replaceChildren(...list.map((n, i) => el("li", { role: "option", id: `filter-name-${i}`, "data-at": String(i), "aria-selected": "false" }, el("span", {}, n.name), el("small", {}, n.doc))));
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.mean(-1);
  }

  private mean(at: number): void {
    this.at = at;
    [...this.list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
    this.list.children[at]?.scrollIntoView({ block: "nearest" });
    if (at >= 0) this.input.setAttribute("aria-activedescendant", `filter-name-${at}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  private take(at: number): void {
    const name = this.names?.names?.[at]?.name;
    if (!name || !this.names) return;
    const { value, selectionStart } = this.input;
    const begin = value.slice(0, this.names.from) + name;
    this.input.value = begin + value.slice(selectionStart ?? value.length);
    this.input.setSelectionRange(begin.length, begin.length);
    this.close();
  }

  private close(): void {
    this.asked++;
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.mean(-1);
  }

  private key(e: KeyboardEvent): void {
    const open = !this.list.hidden && this.names !== null;
    const n = this.list.children.length;
    if (open && (e.key === "ArrowDown" || e.key === "ArrowUp")) {
      this.mean(e.key === "ArrowDown" ? (this.at + 1) % n : this.at <= 0 ? n - 1 : this.at - 1);
    } else if (open && (e.key === "Tab" || e.key === "Enter") && this.at >= 0) {
      this.take(this.at);
    } else if (open && e.key === "Escape") {
      this.close();
    } else if (e.key === "Enter") {
      void this.use();
    } else {
      return;
    }
    e.preventDefault();
  }
}
