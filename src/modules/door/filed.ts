import type { StoredLetter } from "./stored-letter.ts";

/** What a receipt says was filed, as the ledger's entry `letter.kept` says it. */
export interface Filed {
  /** Its place in the mailbox: 1, 2, 3 ... */
  readonly order: number;
  /** Of the locked letter as the server keeps it, in hexadecimal. */
  readonly sha256: string;
  /** The full hour in which it came. */
  readonly hour: Date;
}

/** The person's letter that an entry's text names; null where it names none. */
export function readFiled(content: string): Filed | null {
  let said: unknown;
  try {
    said = JSON.parse(content);
  } catch {
    return null;
  }
  const { kind, position, sha256, memberId, at } = Object(said);
  const hour = new Date(String(at));
  const isLetter = kind === "letter.kept" && memberId === null && Number.isSafeInteger(position);
  if (!isLetter || !/^[0-9a-f]{64}$/.test(String(sha256)) || Number.isNaN(hour.getTime())) return null;
  return { order: position, sha256, hour };
}

/** The SHA-256 of a locked letter, over the very text that the server keeps; in hexadecimal. */
export async function hashOfLetter(letter: StoredLetter): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(JSON.stringify(letter)));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The second line of a receipt, before its signature was checked. */
export const contentOfReceipt = (receipt: string): string => receipt.split("\n")[1] ?? "";
