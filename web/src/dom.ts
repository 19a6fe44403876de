// Elements, made without markup: what a capture says becomes text, and nothing else.

type Child = Node | string | null | undefined;

export function el<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Record<string, string> = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const e = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) e.setAttribute(name, value);
  e.append(...children.filter((c): c is Node | string => c != null));
  return e;
}

export function button(text: string, label: string, press: () => void, className = ""): HTMLButtonElement {
  const b = el("button", { type: "button", title: label }, text);
  if (text !== label) b.setAttribute("aria-label", label);
  if (className) b.className = className;
  b.addEventListener("click", press);
  return b;
}

// panel fills a section. What goes wrong there is said there, and the others stay.
export function panel(id: string, fill: (into: HTMLElement) => void): void {
  const into = document.getElementById(id);
  if (!into) return;
  try {
    fill(into);
  } catch (error) {
    console.warn(id, error);
    into.append(el("p", { class: "trouble", role: "alert" }, `This part of the page does not work: ${String(error)}. The others do.`));
  }
}
