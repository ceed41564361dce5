/** The door's drawings on a grid of 24: what stands inside `<svg viewBox="0 0 24 24">`, by name. */
export const ICONS = {
  alert: ["M12 4L2.8 19.5h18.4z", "M12 10v4.2M12 16.9v.1"],
  back: ["M4 12a8 8 0 1 0 2.6-5.9", "M4 4v4.5h4.5", "M12 8v4.3l2.8 1.7"],
  clock: ["M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 1 0 0-17", "M12 7v5.3l3.3 2"],
  down: ["M6 9.5l6 6 6-6"],
  exit: ["M10 4H5v16h5", "M10.5 12H20M16.5 8l4 4-4 4"],
  eye: [
    "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z",
    "M12 9.2a2.8 2.8 0 1 0 0 5.6a2.8 2.8 0 1 0 0-5.6",
  ],
  globe: [
    "M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 1 0 0-17",
    "M3.5 12h17M12 3.5c3 2.4 3.9 5.4 3.9 8.5S15 18.1 12 20.5C9 18.1 8.1 15.1 8.1 12S9 5.9 12 3.5z",
  ],
  lock: [
    "M7 10.5h10a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2v-6a2 2 0 0 1 2-2z",
    "M8 10.5V8a4 4 0 0 1 8 0v2.5",
    "M12 14.5v2",
  ],
  mind: ["M4 18c2-6 5-9.5 8-9.5s3 4 0 4-2 6 2 5.5 5-5 6-10.5"],
  next: ["M9.5 6l6 6-6 6"],
  none: ["M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 1 0 0-17", "M6 18L18 6"],
  paper: ["M5 4.5h14v15H5z", "M8.5 9h7M8.5 12.5h7M8.5 16h3"],
  pause: ["M8.5 5.5v13M15.5 5.5v13"],
  phone: [
    "M6.5 3.5h3l1.5 4.5-2.2 1.7a12 12 0 0 0 5.5 5.5l1.7-2.2 4.5 1.5v3c0 1.4-1.1 2.3-2.5 2C10.6 18.4 5.6 13.4 4.5 6c-.2-1.4.6-2.5 2-2.5z",
  ],
  rights: [
    "M12 6.5C10 5 7 4.5 3.5 4.8v13.4c3.5-.3 6.5.2 8.5 1.7 2-1.5 5-2 8.5-1.7V4.8C17 4.5 14 5 12 6.5z",
    "M12 6.5v13.2",
  ],
  send: ["M4 12h15M13.5 6.5L19 12l-5.5 5.5"],
  speak: ["M4 5.5h16v10.5H11l-5 4v-4H4z", "M8 9.5h8M8 12.5h5"],
  tick: ["M4.5 12.8l5 5 10-11.3"],
  uneye: [
    "M4 4l16 16",
    "M9.5 6A9 9 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a17 17 0 0 1-3 3.7M6.3 7.7A16 16 0 0 0 2.5 12S6 18.5 12 18.5a9 9 0 0 0 4-1",
  ],
} as const satisfies Record<string, readonly string[]>;

export type IconName = keyof typeof ICONS;

/** Drawings that point somewhere turn with the direction of reading. */
export const FLIPPED: ReadonlySet<IconName> = new Set(["exit", "next", "send"]);

/** The lee line: rough water comes in, calm goes out. A path for `viewBox="0 0 350 30"`. */
export const LEE_LINE = Array.from({ length: 174 }, (_, step) => {
  const x = 1 + step * 2;
  const y = 15 - 12.6 * Math.exp(-x / 78) * Math.sin((x + 8) / 5.1);
  return `${step === 0 ? "M" : "L"}${x} ${y.toFixed(1)}`;
}).join("");
