/** True for text that PostgreSQL and every browser can keep: no NUL, no half of a surrogate pair. */
export function isKeepableText(text: string): boolean {
  return text.isWellFormed() && !text.includes("\0");
}

/** Walks a parsed JSON value; its depth is already bounded by the body limit. */
export function isKeepable(value: unknown): boolean {
  if (typeof value === "string") return isKeepableText(value);
  if (Array.isArray(value)) return value.every(isKeepable);
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).every(([key, inner]) => isKeepableText(key) && isKeepable(inner));
  }
  return true;
}
