/** One thing that pages ask for by name: a script or a style sheet, with the file it is built from. */
export interface Entry {
  /** What pages call it, such as `desk.js`; scripts end in `.js`, style sheets in `.css`. */
  readonly name: `${string}.${"js" | "css"}`;
  /** Seen from the repository's root. */
  readonly source: string;
}

/**
 * Entries of one set share code in common pieces. The desk and the door are two sets: a phone at the door loads no
 * piece that was cut for the desk.
 */
export const ENTRY_SETS: readonly (readonly Entry[])[] = [
  [
    { name: "desk.js", source: "src/web/desk.tsx" },
    { name: "desk.css", source: "src/web/styles/desk.css" },
  ],
  // Runs before the first paint: theme and language, no flash of another one. Alone, so that it has no pieces and can
  // be a plain script in the head.
  [{ name: "first.js", source: "src/web/first.ts" }],
  [
    { name: "door.css", source: "src/modules/door/pages/door.css" },
    { name: "talk.js", source: "src/modules/door/island/talk.ts" },
    { name: "answer.js", source: "src/modules/door/island/outside-answer.ts" },
  ],
  // The published numbers.
  [{ name: "statistics.css", source: "src/modules/statistics/pages/statistics.css" }],
  // The way out of every page that anyone can open: before anything else, so alone and plain too.
  [{ name: "exit.js", source: "src/modules/door/island/exit.ts" }],
  // The ledger for everyone.
  [{ name: "ledger.js", source: "src/web/ledger-island.ts" }],
  // A worker with a policy of its own, which lets it load nothing: so it is one piece.
  [{ name: "argon.js", source: "src/modules/door/island/argon-worker.ts" }],
];
