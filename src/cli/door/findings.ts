/** What `door watch` can find, each with a word for machines. */
export type FindingCode =
  // the way there
  | "unreachable"
  | "slow"
  | "too-large"
  | "redirected"
  | "wrong-status"
  | "malformed"
  // the log
  | "log-malformed"
  | "log-signature"
  | "log-key-changed"
  | "log-shrunk"
  | "log-rewritten"
  | "log-unwitnessed"
  | "log-stale"
  | "log-behind-witness"
  | "entry-wrong"
  | "entry-missing"
  // what browsers are given
  | "pages-unlogged"
  | "page-differs"
  | "page-older"
  | "policy-differs"
  | "header-added"
  | "script-inline"
  | "script-added"
  | "markup-added"
  | "file-differs"
  | "file-unlogged"
  | "file-unlike-source"
  // who reads
  | "readers-unlogged"
  | "readers-older"
  | "readers-signature"
  | "reader-added"
  | "reader-removed"
  | "reader-key-changed"
  | "root-key-changed"
  | "stand-in-unlogged"
  | "door-closed";

/** One thing that is not as the log says. */
export interface Finding {
  readonly code: FindingCode;
  /** A path, or a reader; what it is about. */
  readonly what: string;
  /** A sentence. */
  readonly says: string;
  /** The visitors to whom it was shown; none where it does not depend on one. */
  readonly shownTo: readonly string[];
}

/** Collects what is found; the same thing shown to several visitors is one finding. */
export class Findings {
  readonly #found = new Map<string, { finding: Omit<Finding, "shownTo">; shownTo: Set<string> }>();
  /** What is in order and yet worth knowing. */
  readonly news: string[] = [];

  add(code: FindingCode, what: string, says: string, visitor?: string): void {
    const key = JSON.stringify([code, what, says]);
    const known = this.#found.get(key) ?? { finding: { code, what, says }, shownTo: new Set() };
    if (visitor !== undefined) known.shownTo.add(visitor);
    this.#found.set(key, known);
  }

  list(): Finding[] {
    return [...this.#found.values()].map(({ finding, shownTo }) => ({ ...finding, shownTo: [...shownTo] }));
  }
}
