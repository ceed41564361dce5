import { createHash } from "node:crypto";
import { type CanonicalValue, canonicalJson } from "../../core/keys/canonical-json.ts";

/** A service of the member's own agency, as its desk shows it. */
export interface OwnService {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly isHidden: boolean;
  /** Everybody can find it now. */
  readonly isPublished: boolean;
  /** Places; null where nobody counted. */
  readonly free: number | null;
  readonly total: number | null;
  /** ISO 8601. */
  readonly countedAt: string | null;
  /** YYYY-MM-DD: when somebody last made sure that all of it is true; when survivors looked at it. */
  readonly assuredOn: string | null;
  readonly reviewedOn: string | null;
  /** What a change is based on. */
  readonly version: string;
}

/** What a member changes day by day; everything else comes by import. */
export interface ServiceChange {
  readonly status: "active" | "temporarily closed";
  readonly isHidden: boolean;
  readonly free: number | null;
  readonly total: number | null;
  /** Somebody made sure today that all of it is true. */
  readonly isAssured: boolean;
}

type Content = Readonly<Record<string, unknown>>;

const textOf = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
const numberOf = (value: unknown): number | null => (typeof value === "number" ? value : null);

/** The same content, the same version. */
export const versionOf = (content: Content): string =>
  createHash("sha256")
    .update(canonicalJson(content as CanonicalValue))
    .digest("base64url");

export const ownService = (content: Content, isPublished: boolean): OwnService => ({
  id: String(content.id),
  name: String(content.name ?? ""),
  status: String(content.status ?? ""),
  isHidden: content.leeward_confidentiality === "hidden",
  isPublished,
  free: numberOf(content.leeward_capacity_free),
  total: numberOf(content.leeward_capacity_total),
  countedAt: textOf(content.leeward_capacity_at),
  assuredOn: textOf(content.assured_date),
  reviewedOn: textOf(content.leeward_survivor_reviewed_date),
  version: versionOf(content),
});

/** The content after a change. A count that did not change keeps the time at which it was made. */
export function changeContent(content: Content, change: ServiceChange, now: Date): Record<string, unknown> {
  const {
    leeward_capacity_free: freeBefore,
    leeward_capacity_total: totalBefore,
    leeward_capacity_at: countedBefore,
    leeward_confidentiality: _,
    ...rest
  } = content;
  const isCounted = change.free !== null || change.total !== null;
  const isSame = numberOf(freeBefore) === change.free && numberOf(totalBefore) === change.total;
  const countedAt = isSame && countedBefore !== undefined ? countedBefore : now.toISOString();
  return {
    ...rest,
    status: change.status,
    ...(change.isHidden && { leeward_confidentiality: "hidden" }),
    ...(change.free !== null && { leeward_capacity_free: change.free }),
    ...(change.total !== null && { leeward_capacity_total: change.total }),
    ...(isCounted && { leeward_capacity_at: countedAt }),
    ...(change.isAssured && { assured_date: now.toISOString().slice(0, 10) }),
    last_modified: now.toISOString(),
  };
}
