import type { LoggedEntry } from "./log.ts";

/** What the platform's ledger says of one key: that it was asked for, or that the look it was for was not opened. */
export interface PlatformEntry {
  /** The ledger's number. */
  readonly entry: string;
  readonly kind: "section.read" | "key.taken" | "section.not-opened";
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
 * @param opened the holder's entries of kind `opened`
 * @param platform the ledger's entries about the agency's keys
 */
export function compareLogs(opened: readonly LoggedEntry[], platform: readonly PlatformEntry[]): Comparison {
  const looks = new Map(
    platform.filter(({ kind }) => kind !== "section.not-opened").map((look) => [look.entry, look]),
  );
  const notOpened = new Set(
    platform.flatMap(({ kind, content }) =>
      kind === "section.not-opened" && content ? [String(JSON.parse(content).entry)] : [],
    ),
  );
  const seen = new Set<string>();
  const differences: Difference[] = [];
  let same = 0;
  for (const own of opened) {
    const { n } = own;
    const entry = typeof own.entry === "string" ? own.entry : null;
    const look = entry === null ? undefined : looks.get(entry);
    if (entry === null || !look) {
      differences.push({ what: "unrecorded", n, entry });
      continue;
    }
    const fields = fieldsThatDiffer(own, look);
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

/** An erased case says nothing any more, and is not held against anyone. */
function fieldsThatDiffer(own: LoggedEntry, { content }: PlatformEntry): string[] {
  if (content === null) return [];
  const said = JSON.parse(content) as Record<string, unknown>;
  return COMPARED.filter((field) => (own[field] ?? null) !== (said[field] ?? null));
}
