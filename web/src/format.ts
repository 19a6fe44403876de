// How numbers and times are written.
import type { Column, Value } from "./data";

const units: [number, string][] = [
  [1e9, "s"],
  [1e6, "ms"],
  [1e3, "µs"],
  [1, "ns"],
];

// span is a length of time in nanoseconds, with three digits.
export function span(ns: number): string {
  if (ns >= 3600e9) return `${Math.floor(ns / 3600e9)} h ${Math.round((ns % 3600e9) / 60e9)} min`;
  if (ns >= 100e9) return `${Math.floor(ns / 60e9)} min ${Math.round((ns % 60e9) / 1e9)} s`;
  const [size, unit] = units.find(([n]) => ns >= n) ?? [1, "ns"];
  return `${Number((ns / size).toPrecision(3))} ${unit}`;
}

// tick is a time on an axis whose ticks are a step apart.
export function tick(ns: number, step: number): string {
  const decimals = Math.max(0, Math.min(9, Math.ceil(-Math.log10(step / 1e9))));
  return `${(ns / 1e9).toFixed(decimals)} s`;
}

// step is how far ticks are apart, at least so far: 1, 2 or 5 of some power of ten.
export function step(least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(least, 1)));
  for (const n of [1, 2, 5]) if (n * power >= least) return n * power;
  return 10 * power;
}

// clock is a time of day, in UTC.
export function clock(ms: number): string {
  return `${new Date(ms).toISOString().replace("T", " ").replace("Z", "")} UTC`;
}

// title is what a column is called, for people.
export function title(c: Column): string {
  const short = c.title.length < 5 && c.title !== "Exit" && c.name.length > c.title.length; // of a terminal
  const words = (short ? c.name : c.title).replaceAll("_", " ").replaceAll(".", " ");
  return words[0].toUpperCase() + words.slice(1);
}

// cell is a value as a list shows it. Times are seconds from zero on, as the axis has them;
// without it they are those of the clock.
export function cell(value: Value, as: Column, zero = 0): string {
  if (value === null) return "";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return value;
  switch (as.kind) {
    case "seconds":
      return (value / 1e9).toFixed(6);
    case "time":
      return zero > 0 ? ((value - zero) / 1e3).toFixed(3) : clock(value);
    default:
      return String(value);
  }
}
