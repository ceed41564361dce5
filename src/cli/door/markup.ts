/** What a browser would do with a page, in the plain grammar that our pages are written in; anything else is a finding. */
export interface Markup {
  /** Paths of scripts, styles and pieces that it loads, and of a worker that it names. */
  readonly loads: readonly string[];
  /** Paths on our own host that it leads to, without what is asked for there. */
  readonly links: readonly string[];
  /** Scripts that stand in the page itself; our pages have none. */
  readonly inlineScripts: readonly string[];
  /** What our pages never have: other elements, handlers, addresses elsewhere. */
  readonly strange: readonly string[];
}

const TAG = /^<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z][a-z0-9-]*(?:="[^"<>]*")?)*)\s*\/?>/i;
const ATTRIBUTE = /([a-z][a-z0-9-]*)(?:="([^"<>]*)")?/gi;
/** Elements that load, lead or send elsewhere, or change what addresses mean. */
const NEVER = new Set("base embed iframe frame frameset object applet portal style template".split(" "));
/** Attributes that hold an address. */
const ADDRESSES = new Set("href src action formaction data poster ping".split(" "));
/** On our own host, in this page, or a telephone; `about:blank` is the quick exit. */
const OURS = /^(\/(?!\/)|#|\?|tel:|data:,$|about:blank$|$)/;
const SHOWN_MAX = 120;

/** Reads a page tag by tag; it is never run. */
export function readMarkup(html: string): Markup {
  const loads: string[] = [];
  const links: string[] = [];
  const inlineScripts: string[] = [];
  const strange: string[] = [];
  for (let at = html.indexOf("<"); at !== -1; at = html.indexOf("<", at + 1)) {
    const rest = html.slice(at, at + 20_000);
    if (at === 0 && /^<!doctype html>/i.test(rest)) continue;
    const [whole, closing, name = "", attributes = ""] = TAG.exec(rest) ?? [];
    if (whole === undefined) {
      strange.push(shorten(rest));
      continue;
    }
    if (closing) continue;
    const element = name.toLowerCase();
    const values = readAttributes(attributes);
    if (NEVER.has(element) || (element === "meta" && values.has("http-equiv"))) strange.push(shorten(whole));
    for (const [attribute, value] of values) {
      const isStrange =
        attribute.startsWith("on") ||
        ["style", "srcdoc", "srcset"].includes(attribute) ||
        (ADDRESSES.has(attribute) && !isOurs(element, value));
      if (isStrange) strange.push(shorten(whole));
      if (attribute === "data-argon") loads.push(value);
    }
    const href = values.get("href") ?? "";
    if (element === "a" && href.startsWith("/")) links.push(href.replace(/[?#].*/, ""));
    if (element === "script") {
      const src = values.get("src");
      if (src) loads.push(src);
      if (!src || !/^<\/script>/i.test(html.slice(at + whole.length, at + whole.length + 9))) {
        inlineScripts.push(shorten(html.slice(at + whole.length).split(/<\/script/i)[0] ?? ""));
      }
    }
    if (element === "link" && /^(stylesheet|modulepreload|preload|prefetch)$/.test(values.get("rel") ?? "")) {
      loads.push(href);
    }
  }
  return { loads, links, inlineScripts, strange };
}

/** Addresses with an entity in them, but the one for `&`, could mean another one; only the desk's picture is written in the page. */
const isOurs = (element: string, value: string): boolean =>
  (!value.replaceAll("&amp;", "").includes("&") && OURS.test(value)) ||
  (element === "link" && value.startsWith("data:image/"));

function readAttributes(text: string): Map<string, string> {
  const values = new Map<string, string>();
  for (const [, name = "", value = ""] of text.matchAll(ATTRIBUTE)) {
    // Our pages are written with `=` as `&#61;`, and with `&` in either way.
    const plain = value.replaceAll(/&#(\d{1,4});/g, (_whole, code) =>
      code === "38" ? "&amp;" : String.fromCharCode(code),
    );
    if (!values.has(name.toLowerCase())) values.set(name.toLowerCase(), plain);
  }
  return values;
}

const shorten = (text: string): string =>
  text.slice(0, SHOWN_MAX).replaceAll(/\s+/g, " ").trim() + (text.length > SHOWN_MAX ? "…" : "");

/** The forms in which our build writes what is loaded: `from"./piece.js"`, `import("/assets/piece.js")`, `url(x.woff2)`. */
const IMPORT = /\b(?:from|import)\s*\(?\s*["']((?:\.{0,2}\/|https?:)[\w./:-]+)["']/g;
const STYLE_URL = /(?:url\(\s*["']?|@import\s*["'])([^"')]+)/g;

/** What a script imports, or a style sheet loads, as paths seen from its own. */
export function readImports(path: string, text: string): string[] {
  return [...text.matchAll(path.endsWith(".css") ? STYLE_URL : IMPORT)]
    .map(([, address = ""]) => address)
    .filter((address) => !address.startsWith("data:") && !address.startsWith("#"))
    .map((address) => resolve(address, path));
}

function resolve(address: string, from: string): string {
  const url = URL.parse(address, `http://door.invalid${from}`);
  if (!url) return address;
  return url.host === "door.invalid" ? url.pathname + url.search : url.href;
}
