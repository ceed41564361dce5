import { randomUUID } from "node:crypto";
import { sha256 } from "@leeward/ledger/files";
import {
  fileHash,
  type Publication,
  type PublishedPage,
  pageHash,
  parsePublication,
  withoutNonce,
} from "../../core/ledger/index.ts";
import type { Findings } from "./findings.ts";
import type { LoggedEntry } from "./log-look.ts";
import { readImports, readMarkup } from "./markup.ts";
import { type Answer, AnswerError, attempt, type Caller, VISITORS, type Visitor } from "./visitor.ts";

/** What browsers are to be given, by the newest entry of the log that says so. */
export interface Published {
  readonly publication: Publication;
  /** SHA-256 of its text, hexadecimal. */
  readonly hash: string;
  readonly entry: LoggedEntry;
  /** Those before, the newest first: to say that something is an older one. */
  readonly before: readonly { readonly publication: Publication; readonly at: string }[];
}

export interface PagesSeen {
  readonly pages: number;
  readonly files: number;
}

const BEFORE_MAX = 10;
/** More than a browser would ever load here. */
const FILES_MAX = 2000;
const AT_ONCE = 6;
/** They would follow a visitor, lead them away, or load something before the page. */
const NEVER_SENT = ["set-cookie", "refresh", "link", "sourcemap", "service-worker-allowed"];

/** The publication that counts, and those before it; null, with findings, where there is none to rely on. */
export async function findPublished(
  caller: Caller,
  entries: readonly LoggedEntry[],
  seenBefore: string | null,
  findings: Findings,
): Promise<Published | null> {
  const [entry, ...older] = entries.filter(({ kind }) => kind === "pages.published");
  if (!entry) {
    findings.add(
      "pages-unlogged",
      "the log",
      "The log does not say which files browsers are given: the door may give anyone anything.",
    );
    return null;
  }
  const hash = String(entry.content.sha256);
  if (seenBefore !== null && ![entry, ...older].some(({ content }) => content.sha256 === seenBefore)) {
    const says =
      "The list of files that counted at the last look was in the log, and its entry is not shown any more.";
    findings.add("entry-missing", "/ledger/public-entries", says);
  }
  if (!entry.isWitnessed)
    findings.add(
      "pages-unlogged",
      "the log",
      `The newest list of files, logged at ${entry.at}, has not been seen by the witnesses that you named.`,
    );
  const publication = await attempt(findings, `/ledger/published/${hash}`, undefined, () =>
    fetchPublication(caller, hash),
  );
  if (!publication) return null;
  const before: { publication: Publication; at: string }[] = [];
  for (const { content, at } of older.slice(0, BEFORE_MAX)) {
    const found = await fetchPublication(caller, String(content.sha256)).catch(() => null);
    if (found) before.push({ publication: found, at });
  }
  return { publication, hash, entry, before };
}

async function fetchPublication(caller: Caller, hash: string): Promise<Publication> {
  if (!/^[0-9a-f]{64}$/.test(hash))
    throw new AnswerError("malformed", "The entry names no list by its hash.");
  const bytes = await caller.find(`/ledger/published/${hash}`);
  if (!bytes)
    throw new AnswerError("pages-unlogged", "The list that the log names by its hash is not given out.");
  if (Buffer.from(sha256(bytes)).toString("hex") !== hash)
    throw new AnswerError(
      "pages-unlogged",
      "What is given out is not the list that the log names by its hash.",
    );
  const publication = parsePublication(bytes.toString("utf8"));
  if (!publication) throw new AnswerError("malformed", "The list that the log names cannot be read.");
  return publication;
}

/** Opens every page as every visitor, and every file that a page leads to; the whole list once. */
export async function lookAtPages(
  caller: Caller,
  published: Published,
  findings: Findings,
  say: (line: string) => void,
): Promise<PagesSeen> {
  let pages = 0;
  const files = new Set<string>();
  for (const [nth, visitor] of VISITORS.entries()) {
    say(`Looking as ${visitor.name}…`);
    const seen = new Set<string>(nth === 0 ? Object.keys(published.publication.files) : []);
    const look = { caller, published, visitor, findings };
    const own = pagesFor(visitor, published.publication.pages);
    for (const loads of await atOnce(own, (page) => lookAtPage(look, page))) {
      for (const path of loads) seen.add(path);
    }
    pages += own.length;
    await followFiles(look, seen);
    for (const path of seen) files.add(path);
  }
  return { pages, files: files.size };
}

/** Each page in the first of the visitor's languages in which it is published; the desk is one for all. */
function pagesFor(visitor: Visitor, pages: readonly PublishedPage[]): PublishedPage[] {
  const paths = [...new Set(pages.map((page) => page.path))];
  return paths.flatMap((path) => {
    const forms = pages.filter((page) => page.path === path);
    const theirs = visitor.languages.flatMap((language) =>
      forms.filter((page) => page.language === language),
    );
    return theirs[0] ?? (path === "/desk" ? forms : []);
  });
}

interface Look {
  readonly caller: Caller;
  readonly published: Published;
  readonly visitor: Visitor;
  readonly findings: Findings;
}

/** Compares one page, and returns what it loads. */
async function lookAtPage(look: Look, page: PublishedPage): Promise<readonly string[]> {
  const { caller, visitor, findings } = look;
  const path = page.path === "/*" ? `/${randomUUID()}` : page.path;
  const answer = await attempt(findings, page.path, visitor.name, () => caller.get(path, visitor.headers));
  if (!answer) return [];
  const wanted = page.path === "/*" ? 404 : 200;
  if (answer.status !== wanted) {
    findings.add(
      "wrong-status",
      page.path,
      `It answers ${answer.status} instead of ${wanted}.`,
      visitor.name,
    );
    return [];
  }
  lookAtHeaders(look, page, answer);
  const html = answer.bytes.toString("utf8");
  const markup = readMarkup(html);
  if (page.hashes.includes(pageHash(html))) return markup.loads;
  const add = (code: "script-inline" | "script-added" | "markup-added", says: string) =>
    findings.add(code, page.path, says, visitor.name);
  for (const script of markup.inlineScripts)
    add("script-inline", `A script stands in the page itself: ${script}`);
  for (const strange of markup.strange) add("markup-added", `The page has what none of ours has: ${strange}`);
  for (const load of markup.loads) {
    if (!Object.hasOwn(look.published.publication.files, load))
      add("script-added", `The page loads ${load}, which is not on the list.`);
  }
  if (page.hashes.length > 0) explainPage(look, page, html);
  return markup.loads;
}

function lookAtHeaders({ visitor, findings }: Look, page: PublishedPage, { headers }: Answer): void {
  const policy = withoutNonce(String(headers["content-security-policy"] ?? ""));
  if (policy !== page.policy)
    findings.add(
      "policy-differs",
      page.path,
      `Its content security policy is “${policy}” instead of “${page.policy}”.`,
      visitor.name,
    );
  for (const name of NEVER_SENT) {
    const value = headers[name];
    if (value !== undefined)
      findings.add(
        "header-added",
        page.path,
        `It is sent with “${name}: ${String(value).slice(0, 120)}”, which none of ours is.`,
        visitor.name,
      );
  }
}

function explainPage({ published, visitor, findings }: Look, page: PublishedPage, html: string): void {
  const hash = pageHash(html);
  const isThis = (other: PublishedPage) =>
    other.path === page.path && other.language === page.language && other.hashes.includes(hash);
  const older = published.before.find(({ publication }) => publication.pages.some(isThis));
  if (older)
    findings.add(
      "page-older",
      page.path,
      `It is the page of the list of ${older.at}, not of the newest, of ${published.entry.at}.`,
      visitor.name,
    );
  else findings.add("page-differs", page.path, "Its text or markup is not what the log names.", visitor.name);
}

/** A few at once, as a browser does; the results in order. */
async function atOnce<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += AT_ONCE) {
    results.push(...(await Promise.all(items.slice(start, start + AT_ONCE).map(work))));
  }
  return results;
}

/** Fetches files and what they import, until nothing new turns up. */
async function followFiles(look: Look, paths: Set<string>): Promise<void> {
  for (let seen = 0; seen < paths.size; ) {
    if (paths.size > FILES_MAX) {
      const says = `The pages lead to more than ${FILES_MAX} files.`;
      look.findings.add("too-large", "/", says, look.visitor.name);
      return;
    }
    const next = [...paths].slice(seen);
    seen = paths.size;
    for (const imports of await atOnce(next, (path) => lookAtFile(look, path))) {
      for (const path of imports) paths.add(path);
    }
  }
}

/** Compares one file, and returns what it imports. */
async function lookAtFile(look: Look, path: string): Promise<readonly string[]> {
  const { caller, published, visitor, findings } = look;
  if (!path.startsWith("/")) {
    findings.add("script-added", path, "It is loaded from elsewhere; nothing of ours is.", visitor.name);
    return [];
  }
  const answer = await attempt(findings, path, visitor.name, () =>
    caller.get(path, { ...visitor.headers, accept: "*/*" }),
  );
  if (!answer) return [];
  if (answer.status !== 200) {
    findings.add("wrong-status", path, `It answers ${answer.status} instead of 200.`, visitor.name);
    return [];
  }
  compareFile(look, path, answer.bytes);
  const isText = /\.(js|css)$/.test(path) && Object.hasOwn(published.publication.files, path);
  return isText ? readImports(path, answer.bytes.toString("utf8")) : [];
}

function compareFile({ published, visitor, findings }: Look, path: string, bytes: Buffer): void {
  const { files } = published.publication;
  const hash = fileHash(bytes);
  if (files[path] === hash && Object.hasOwn(files, path)) return;
  if (Object.hasOwn(files, path)) {
    findings.add(
      "file-differs",
      path,
      `Its SHA-256 is ${hash}, and the log names ${files[path]}.`,
      visitor.name,
    );
    return;
  }
  const older = published.before.find(({ publication }) => publication.files[path] === hash);
  findings.add(
    older ? "page-older" : "file-unlogged",
    path,
    older
      ? `It is on the list of ${older.at}, not on the newest.`
      : `It is on no list; its SHA-256 is ${hash}.`,
    visitor.name,
  );
}

/** Compares the list with what this very source makes: a server that logs what it changed is found by this alone. */
export function compareWithSource(
  { publication }: Published,
  built: Readonly<Record<string, string>>,
  version: string,
  findings: Findings,
): void {
  if (publication.version !== version)
    findings.news.push(
      `The door runs version ${publication.version}, and this source is ${version}: files will differ.`,
    );
  const wanted = new Map(Object.entries(built).map(([path, hash]) => [nameOf(path), hash]));
  for (const [path, hash] of Object.entries(publication.files)) {
    if (wanted.get(nameOf(path)) !== hash)
      findings.add("file-unlike-source", path, "The log names it, and this source does not make it.");
  }
}

/** The worker is served under a second path too. */
const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
