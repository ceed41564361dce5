import type { SecretSlip } from "../../../core/identity/words/read.ts";
import type { Say } from "../../../core/texts/index.ts";
import type { DoorKey } from "../pages/texts/en.ts";

const UNKNOWN_SHOWN_MAX = 4;
const TYPED_SHOWN_MAX = 30;

/** What is wrong with words or digits that someone typed, word by word: never a blame, always what to look at. */
export function saySlip(slip: SecretSlip, say: Say<DoorKey>): string[] {
  switch (slip.slip) {
    case "empty":
      return [say("slip-empty")];
    case "too-few-words":
    case "too-many-words":
      return [say(`slip-${slip.slip}`, { seen: slip.seen }), ...sayUnknown(slip.unknown, say)];
    case "unknown-words":
      return sayUnknown(slip.unknown, say);
    case "mixed-languages":
      return slip.positions.map((position) => say("slip-mixed", { position }));
    case "words-check-failed":
      return [say("slip-check"), ...sayGuesses(slip, say)];
    case "too-few-digits":
    case "too-many-digits":
      return [say(`slip-${slip.slip}`, { seen: slip.seen })];
    case "not-digits":
      return [say("slip-not-digits")];
    case "digits-check-failed":
      return slip.groups.length === 0
        ? [say("slip-digits-check")]
        : [say("slip-digits-check-groups", { groups: slip.groups.join(", ") })];
  }
}

type Unknown = Extract<SecretSlip, { readonly slip: "unknown-words" }>["unknown"];
type CheckFailed = Extract<SecretSlip, { readonly slip: "words-check-failed" }>;

function sayUnknown(unknown: Unknown, say: Say<DoorKey>): string[] {
  return unknown.slice(0, UNKNOWN_SHOWN_MAX).map(({ position, word, nearest }) => {
    const typed = word.slice(0, TYPED_SHOWN_MAX);
    if (nearest.length === 0) return say("slip-unknown", { position, word: typed });
    const named = nearest
      .map((near) => say("slip-word", { word: near }))
      .reduce((left, right) => say("slip-or", { left, right }));
    return say("slip-unknown-near", { position, word: typed, nearest: named });
  });
}

/** One thing to look at first; many would be none. */
function sayGuesses({ swaps, instead }: CheckFailed, say: Say<DoorKey>): string[] {
  const [swap] = swaps;
  if (swap) return [say("slip-check-swap", { left: swap[0], right: swap[1] })];
  const [word] = instead;
  return word ? [say("slip-check-instead", { position: word.position, word: word.word })] : [];
}
