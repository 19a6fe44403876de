// The way from the other panels to the packets, where the page has them.
export const packets = {
  there: (): boolean => document.getElementById("packets") !== null,
  frame: (_number: number): void => undefined,
  filter: (_text: string): void => undefined,
};
