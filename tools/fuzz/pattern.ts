import { type Choose, pick } from "./mutate.ts";

type Make = () => string;

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const CAPITALS = LETTERS.toUpperCase();
const DIGITS = "0123456789";
const ANY = `${LETTERS}${CAPITALS}${DIGITS} .,'-`;
const ESCAPED: Readonly<Record<string, string>> = { d: DIGITS, w: LETTERS, s: " ", S: LETTERS };
/** How many more times than it must a part is repeated. */
const MORE_MAX = 8;

/** A pattern that uses more of regular expressions than the house's schemas do. */
class UnknownPattern extends Error {}

/** Reads a pattern from left to right into what makes texts of it. */
class PatternReader {
  readonly #pattern: string;
  readonly #choose: Choose;
  #at = 0;

  constructor(pattern: string, choose: Choose) {
    this.#pattern = pattern;
    this.#choose = choose;
  }

  alternatives(): Make {
    const ways = [this.#sequence()];
    while (this.#takes("|")) ways.push(this.#sequence());
    return () => pick(this.#choose, ways)();
  }

  isAtEnd(): boolean {
    return this.#at === this.#pattern.length;
  }

  #takes(sign: string): boolean {
    const does = this.#pattern.startsWith(sign, this.#at);
    if (does) this.#at += sign.length;
    return does;
  }

  #next(): string {
    const sign = this.#pattern[this.#at++];
    if (sign === undefined) throw new UnknownPattern();
    return sign;
  }

  #sequence(): Make {
    const parts: Make[] = [];
    while (!this.isAtEnd() && !"|)".includes(this.#pattern[this.#at] ?? "")) {
      parts.push(this.#repeated(this.#part()));
    }
    return () => parts.map((make) => make()).join("");
  }

  #part(): Make {
    const sign = this.#next();
    if (sign === "^" || sign === "$") return () => "";
    if (sign === ".") return () => pick(this.#choose, [...ANY]);
    if (sign === "[") {
      const of = this.#set();
      return () => pick(this.#choose, of);
    }
    if (sign === "\\") {
      const of = this.#escaped();
      return () => pick(this.#choose, of);
    }
    if (sign !== "(") return () => sign;
    if (this.#takes("?") && !this.#takes(":")) throw new UnknownPattern();
    const inner = this.alternatives();
    if (!this.#takes(")")) throw new UnknownPattern();
    return inner;
  }

  #escaped(): readonly string[] {
    const sign = this.#next();
    if (/[pPbBu0-9]/.test(sign)) throw new UnknownPattern();
    return [...(ESCAPED[sign] ?? sign)];
  }

  #set(): readonly string[] {
    const isWithout = this.#takes("^");
    const signs: string[] = [];
    while (!this.#takes("]")) {
      const from = this.#takes("\\") ? this.#escaped() : [this.#next()];
      const [first = ""] = from;
      const isRange =
        from.length === 1 && this.#pattern[this.#at] === "-" && this.#pattern[this.#at + 1] !== "]";
      if (!isRange) signs.push(...from);
      else {
        this.#at++;
        const last = this.#next();
        for (let code = first.charCodeAt(0); code <= last.charCodeAt(0); code++)
          signs.push(String.fromCharCode(code));
      }
    }
    const of = isWithout ? [...ANY].filter((sign) => !signs.includes(sign)) : signs;
    if (of.length === 0) throw new UnknownPattern();
    return of;
  }

  #repeated(make: Make): Make {
    const counted = /^(?:\?|\*|\+|\{(\d+)(,?)(\d*)\})/.exec(this.#pattern.slice(this.#at));
    if (!counted) return make;
    const [text, exact, comma, most] = counted;
    this.#at += text.length;
    const least = text === "+" ? 1 : Number(exact ?? 0);
    const limit = text === "?" ? 1 : exact && !comma ? least : most ? Number(most) : least + MORE_MAX;
    const between = Math.min(limit, least + MORE_MAX) - least;
    return () => Array.from({ length: least + this.#choose(between + 1) }, make).join("");
  }
}

/** A text that the pattern takes; undefined of a pattern that is beyond this reader. */
export function textOfPattern(choose: Choose, pattern: string): string | undefined {
  try {
    const reader = new PatternReader(pattern, choose);
    const made = reader.alternatives()();
    return reader.isAtEnd() && new RegExp(pattern, "u").test(made) ? made : undefined;
  } catch (error) {
    if (error instanceof UnknownPattern) return undefined;
    throw error;
  }
}
