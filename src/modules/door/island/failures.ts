import type { Say } from "../../../core/texts/index.ts";
import type { DoorKey } from "../pages/texts/en.ts";
import { ApiError } from "./api.ts";
import { ReadersNotRightError } from "./readers-not-right.ts";

/** What did not work, and that nothing typed was lost. */
export function sayFailure(error: unknown, say: Say<DoorKey>, number: string, otherwise: DoorKey): string[] {
  if (error instanceof ReadersNotRightError) return [say("readers-not-right", { number })];
  // So the build names it when a part of the page could not be fetched (src/web/build-parts.ts).
  if (error instanceof Error && error.name === "PartAwayError") return [say("no-connection")];
  // By its name: who only says what failed loads no worker.
  if (error instanceof Error && error.name === "NoKeysError") return [say(otherwise), say("no-lock")];
  if (!(error instanceof ApiError)) {
    // A mistake of ours: the console of a developer sees it, and it holds no words.
    console.error(error instanceof Error ? error.name : "unknown");
    return [say(otherwise)];
  }
  switch (error.code) {
    case "offline":
      return [say("no-connection")];
    case "too-many":
      return [say("too-many", { minutes: error.waitMinutes, number })];
    case "attachments-full":
      return [say("attach-full")];
    case "stand-in-changed":
      return [say("stand-in-changed")];
    case "no-door":
      return [say("door-closed", { number })];
    case "agency-left":
      return [say("letters-agency-left")];
    case "wrong-words":
      return [say("back-not-found")];
    // The key holder of the agency that keeps the file.
    case "keys-closed":
    case "keys-away":
    case "keys-refused":
    case "no-key":
      return [say("file-locked")];
    case "visit-ended":
      return [say("visit-ended")];
    default:
      return [say(otherwise)];
  }
}
