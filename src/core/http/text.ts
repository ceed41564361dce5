/** True for text that PostgreSQL and every browser can keep: no NUL, no half of a surrogate pair. */
export function isKeepableText(text: string): boolean {
  return text.isWellFormed() && !text.includes("\0");
}

/** Deeper than anything that we ask for; a body of nothing but brackets would exhaust the stack of what reads it. */
const DEPTH_MAX = 32;

/**
 * Looks at every text of a parsed JSON value, level by level.
 *
 * @returns why it cannot be taken, or null
 */
export function whyUnkeepable(value: unknown): "bad-text" | "bad-body" | null {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEPTH_MAX) return "bad-body";
    const next: unknown[] = [];
    for (const found of level) {
      if (typeof found === "string") {
        if (!isKeepableText(found)) return "bad-text";
      } else if (found instanceof Uint8Array) {
        // Locked bytes are no text.
      } else if (typeof found === "object" && found !== null) {
        for (const [key, inner] of Object.entries(found)) {
          if (!isKeepableText(key)) return "bad-text";
          next.push(inner);
        }
      }
    }
    level = next;
  }
  return null;
}
