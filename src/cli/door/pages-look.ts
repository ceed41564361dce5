import { randomInt, randomUUID } from "node:crypto";
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
import { type Markup, readImports, readMarkup } from "./markup.ts";
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
/** Ends the path of a kind of page of which only links name each, such as a release of numbers. */
const ANY_ID = ":id";
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** More releases than a State publishes. */
const LINKED_MAX = 500;
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

/**
 * Opens every page as every visitor, and every file that a page leads to; the whole list of files once. Every page in
 * every language is opened once more at the address that our own links give it, by one visitor or another.
 */
export async function lookAtPages(
  caller: Caller,
  published: Published,
  findings: Findings,
  say: (line: string) => void,
): Promise<PagesSeen> {
  let count = 0;
  const files = new Set<string>();
  const { pages } = published.publication;
  const turn = randomInt(VISITORS.length); // another one each time: nobody can tell who comes for which
  const shares = byAddress(pages);
  for (const [nth, visitor] of VISITORS.entries()) {
    say(`Looking as ${visitor.name}…`);
    const seen = new Set<string>(nth === 0 ? Object.keys(published.publication.files) : []);
    const look = { caller, published, visitor, findings };
    const own = [
      ...pagesFor(visitor, pages),
      ...shares.filter((_, place) => (place + turn) % VISITORS.length === nth),
    ];
    const links = new Set<string>();
    const open = async (some: readonly Addressed[]): Promise<void> => {
      for (const markup of await atOnce(some, (one) => lookAtPage(look, one))) {
        for (const path of markup?.loads ?? []) seen.add(path);
        for (const path of markup?.links ?? []) links.add(path);
      }
      count += some.length;
    };
    await open(own.filter(({ page }) => !isOfAnyId(page)));
    const linked = own.filter(({ page }) => isOfAnyId(page)).flatMap((one) => linkedAs(one, links));
    if (linked.length > LINKED_MAX)
      findings.add("too-large", "/", `The pages lead to more than ${LINKED_MAX} others.`, visitor.name);
    await open(linked.slice(0, LINKED_MAX));
    await followFiles(look, seen);
    for (const path of seen) files.add(path);
  }
  return { pages: count, files: files.size };
}

/** A page, and where it is asked for. */
interface Addressed {
  readonly page: PublishedPage;
  readonly address: string;
}

/** Each page in the first of the visitor's languages in which it is published; the desk is one for all. */
function pagesFor(visitor: Visitor, pages: readonly PublishedPage[]): Addressed[] {
  const paths = [...new Set(pages.map((page) => page.path))];
  return paths.flatMap((path) => {
    const forms = pages.filter((page) => page.path === path);
    const theirs = visitor.languages.flatMap((language) =>
      forms.filter((page) => page.language === language),
    );
    const page = theirs[0] ?? (path === "/desk" ? forms[0] : undefined);
    return page ? [{ page, address: path }] : [];
  });
}

/** Each page in each language, at the address by which our pages lead to it. */
const byAddress = (pages: readonly PublishedPage[]): Addressed[] =>
  pages
    .filter(({ path }) => path !== "/desk")
    .map((page) => ({ page, address: `${page.path}?lang=${page.language}` }));

/** The pages of a kind that links lead to: what is published there follows the day, so no list names it. */
function linkedAs({ page, address }: Addressed, links: ReadonlySet<string>): Addressed[] {
  const before = page.path.slice(0, -ANY_ID.length);
  return [...links]
    .filter((link) => link.startsWith(before) && UUID.test(link.slice(before.length)))
    .map((link) => ({ page, address: address.replace(page.path, link) }));
}

const isOfAnyId = ({ path }: PublishedPage): boolean => path.endsWith(ANY_ID);

interface Look {
  readonly caller: Caller;
  readonly published: Published;
  readonly visitor: Visitor;
  readonly findings: Findings;
}

/** Compares one page, and returns what it loads and leads to; null where there is none. */
async function lookAtPage(look: Look, { page, address }: Addressed): Promise<Markup | null> {
  const { caller, visitor, findings } = look;
  const path = address.replace("*", () => randomUUID());
  const answer = await attempt(findings, address, visitor.name, () => caller.get(path, visitor.headers));
  if (!answer) return null;
  const wanted = page.path === "/*" ? 404 : 200;
  if (answer.status !== wanted) {
    findings.add("wrong-status", address, `It answers ${answer.status} instead of ${wanted}.`, visitor.name);
    return null;
  }
  lookAtHeaders(look, page, address, answer);
  const html = answer.bytes.toString("utf8");
  const markup = readMarkup(html);
  if (page.hashes.includes(pageHash(html))) return markup;
  const add = (code: "script-inline" | "script-added" | "markup-added", says: string) =>
    findings.add(code, address, says, visitor.name);
  for (const script of markup.inlineScripts)
    add("script-inline", `A script stands in the page itself: ${script}`);
  for (const strange of markup.strange) add("markup-added", `The page has what none of ours has: ${strange}`);
  for (const load of markup.loads) {
    if (!Object.hasOwn(look.published.publication.files, load))
      add("script-added", `The page loads ${load}, which is not on the list.`);
  }
  if (page.hashes.length > 0) explainPage(look, page, address, html);
  return markup;
}

function lookAtHeaders(
  { visitor, findings }: Look,
  page: PublishedPage,
  address: string,
  { headers }: Answer,
): void {
  const policy = withoutNonce(String(headers["content-security-policy"] ?? ""));
  if (policy !== page.policy)
    findings.add(
      "policy-differs",
      address,
      `Its content security policy is “${policy}” instead of “${page.policy}”.`,
      visitor.name,
    );
  for (const name of NEVER_SENT) {
    const value = headers[name];
    if (value !== undefined)
      findings.add(
        "header-added",
        address,
        `It is sent with “${name}: ${String(value).slice(0, 120)}”, which none of ours is.`,
        visitor.name,
      );
  }
}

function explainPage(
  { published, visitor, findings }: Look,
  page: PublishedPage,
  address: string,
  html: string,
): void {
  const hash = pageHash(html);
  const isThis = (other: PublishedPage) =>
    other.path === page.path && other.language === page.language && other.hashes.includes(hash);
  const older = published.before.find(({ publication }) => publication.pages.some(isThis));
  if (older)
    findings.add(
      "page-older",
      address,
      `It is the page of the list of ${older.at}, not of the newest, of ${published.entry.at}.`,
      visitor.name,
    );
  else findings.add("page-differs", address, "Its text or markup is not what the log names.", visitor.name);
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
