// Colours of the canvases: those of the style, in light and in dark.

export interface Theme {
  ink: string;
  soft: string;
  line: string;
  band: string;
  select: string;
  loss: string;
  accent: string;
  fates: string[]; // by Fate
  kinds: string[]; // as events.kinds
  font: string;
}

export function theme(): Theme {
  const style = getComputedStyle(document.documentElement);
  const v = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    ink: v("ink"),
    soft: v("soft"),
    line: v("line"),
    band: v("band"),
    select: v("select"),
    loss: v("loss"),
    accent: v("accent"),
    fates: [v("well"), v("failed"), v("killed"), v("runs"), v("gone"), v("above")],
    kinds: [v("fork"), v("exec"), v("exit"), v("other")],
    font: getComputedStyle(document.body).fontFamily,
  };
}

// onTheme calls f when the system changes between light and dark, and before and behind printing.
export function onTheme(f: () => void): void {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", f);
  matchMedia("print").addEventListener("change", f);
}
