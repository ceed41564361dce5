import { createHash } from "node:crypto";
import { fromBase64Url } from "../bytes.ts";
import type { LoggedEntry } from "./log.ts";

/** What the platform's ledger says of one key: that it was asked for, or that the look it was for was not opened. */
export interface PlatformEntry {
  /** The ledger's number. */
  readonly entry: string;
  readonly kind: "section.read" | "key.taken" | "section.not-opened" | "key.published";
  readonly at: string;
  /** The exact text under the commitment, and its salt (base64); null once the case was erased. */
  readonly content: string | null;
  readonly salt: string | null;
  /** Its place in the log; null while it waits for one. */
  readonly logIndex: number | null;
}

export type Difference =
  /** Opened at the holder, and the ledger has no such entry: the server asked without writing it down. */
  | { readonly what: "unrecorded"; readonly n: number; readonly entry: string | null }
  /** Both have it, and they do not say the same. */
  | {
      readonly what: "different";
      readonly n: number;
      readonly entry: string;
      readonly fields: readonly string[];
    }
  /** Opened at the holder; the ledger tells the person that it was not. */
  | { readonly what: "contradicted"; readonly n: number; readonly entry: string }
  /** Opened more than once for one entry: a line that broke and was tried again, or someone who asks twice. */
  | { readonly what: "repeated"; readonly n: number; readonly entry: string }
  /** Published as a key of this agency, and not made by this holder: whatever is locked under it opens elsewhere. */
  | { readonly what: "foreign-key"; readonly entry: string; readonly version: number }
  /** In the ledger as opened, and not at the holder: opened elsewhere, or the answer was lost on the way. */
  | { readonly what: "unseen"; readonly entry: string };

export interface Comparison {
  /** Openings of which both sides say the same. */
  readonly same: number;
  readonly differences: readonly Difference[];
}

const COMPARED = ["caseId", "category", "memberId", "purpose", "clause", "dataKeyId"] as const;

/**
 * Holds a key holder's log against the platform's ledger of the same days. Pure.
 *
 * @param own the holder's entries; those of kind `opened` and `key` count, and of `key` all that there are
 * @param platform the ledger's entries about the agency's keys
 */
export function compareLogs(own: readonly LoggedEntry[], platform: readonly PlatformEntry[]): Comparison {
  const looks = new Map(
    platform
      .filter(({ kind }) => kind === "section.read" || kind === "key.taken")
      .map((look) => [look.entry, look]),
  );
  const notOpened = new Set(
    platform.flatMap(({ kind, content }) =>
      kind === "section.not-opened" && content ? [String(JSON.parse(content).entry)] : [],
    ),
  );
  const seen = new Set<string>();
  const differences: Difference[] = [...foreignKeys(own, platform)];
  let same = 0;
  for (const opened of own.filter(({ kind }) => kind === "opened")) {
    const { n } = opened;
    const entry = typeof opened.entry === "string" ? opened.entry : null;
    const look = entry === null ? undefined : looks.get(entry);
    if (entry === null || !look) {
      differences.push({ what: "unrecorded", n, entry });
      continue;
    }
    const fields = fieldsThatDiffer(opened, look);
    if (fields.length > 0) differences.push({ what: "different", n, entry, fields });
    else if (seen.has(entry)) differences.push({ what: "repeated", n, entry });
    else if (notOpened.has(entry)) differences.push({ what: "contradicted", n, entry });
    else same++;
    seen.add(entry);
  }
  for (const entry of looks.keys()) {
    if (!seen.has(entry) && !notOpened.has(entry)) differences.push({ what: "unseen", entry });
  }
  return { same, differences };
}

/** Versions before the holder's first are from the server's key file, before the agency held its own keys. */
function foreignKeys(own: readonly LoggedEntry[], platform: readonly PlatformEntry[]): Difference[] {
  const made = new Map(
    own.flatMap(({ kind, version, publicKey }) =>
      kind === "key" ? [[Number(version), sha256(fromBase64Url(String(publicKey)))] as const] : [],
    ),
  );
  const first = Math.min(...made.keys());
  return platform.flatMap(({ kind, entry, content }) => {
    if (kind !== "key.published" || content === null) return [];
    const said = JSON.parse(content) as { version: number; sha256: string };
    const isOurs = said.version < first || made.get(said.version) === said.sha256;
    return isOurs ? [] : [{ what: "foreign-key", entry, version: said.version }];
  });
}

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** An erased case says nothing any more, and is not held against anyone. */
function fieldsThatDiffer(own: LoggedEntry, { content }: PlatformEntry): string[] {
  if (content === null) return [];
  const said = JSON.parse(content) as Record<string, unknown>;
  return COMPARED.filter((field) => (own[field] ?? null) !== (said[field] ?? null));
}
