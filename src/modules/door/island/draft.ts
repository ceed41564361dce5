import { asAbout } from "../questions.ts";

/** Unsent text, kept for a reload because the person asked for that; of this tab alone. */
export interface Draft {
  readonly text: string;
  readonly language: string;
  /** As `asAbout` takes it; null where nothing was chosen. */
  readonly about: unknown;
  /** They took the stand-in out. */
  readonly declines: boolean;
}

/** Says nothing of what it is to who finds it. */
const NAME = "draft";

/** @returns null where nothing was kept, or what is there is nothing of ours */
export function readDraft(): Draft | null {
  try {
    const kept = Object(JSON.parse(sessionStorage.getItem(NAME) ?? "null")) as Record<string, unknown>;
    const { text, language, about, declines } = kept;
    if (typeof text !== "string" || typeof language !== "string") return null;
    return { text, language, about: asAbout(about) ?? null, declines: declines === true };
  } catch {
    return null; // storage is off, or holds something else
  }
}

/** @returns false where this browser keeps nothing */
export function keepDraft(draft: Draft): boolean {
  try {
    sessionStorage.setItem(NAME, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function forgetDraft(): void {
  try {
    sessionStorage.removeItem(NAME);
  } catch {
    // storage is off: nothing was kept
  }
}
