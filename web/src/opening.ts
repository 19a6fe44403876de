// The sentences that a page opens with, where it has them of the worker: as report/page/page.html has them.
import { el } from "./dom";

export interface Opening {
  Title: string;
  What: string[] | null;
  Ended: string;
  Failures: { Life: number; Who: string; How: string; By: string }[] | null;
  More: number;
  Lost: string[] | null;
  Unknown: string[] | null;
  Asked: string[] | null;
  AnyAsked: boolean;
  Notes: string;
}

const lines = (list: string[] | null) => (list ?? []).map((text) => el("p", {}, text));

export function opening(of: Opening): HTMLElement {
  const fact = (title: string, ...what: (Node | null)[]) => el("div", { class: "fact" }, el("h2", {}, title), ...what);
  const failures = (of.Failures ?? []).map((f) => el("li", {}, el("a", { href: `#life-${f.Life}` }, f.Who), " ", el("strong", {}, f.How), " ", el("span", {}, f.By)));
  return el(
    "section",
    { class: "opening", "aria-label": "What this capture says" },
    el("div", { class: "lead" }, ...lines(of.What)),
    el(
      "div",
      { class: "facts" },
      fact("What failed", el("p", {}, of.Ended), failures.length > 0 ? el("ul", { class: "failures" }, ...failures) : null, of.More > 0 ? el("p", {}, `And ${of.More} more, in the table.`) : null),
      fact("What was lost", ...(of.Lost?.length ? lines(of.Lost) : [el("p", {}, "There was nothing to lose.")])),
      fact("What cannot be known", ...lines(of.Unknown), el("p", {}, of.Notes)),
      fact("Who asked the kernel for what", el("ul", { class: "asks" }, ...(of.Asked ?? []).map((text) => el("li", {}, text))), of.AnyAsked ? el("p", { class: "aside" }, "A port is mostly the pid of who asks.") : null),
    ),
  );
}
