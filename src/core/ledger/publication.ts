import { sha256 } from "@leeward/ledger/files";

/** What the house gives to browsers, as it says so in its ledger: the text of it is hashed into an entry. */
export interface Publication {
  readonly version: string;
  /** SHA-256 in hexadecimal of every file, by its path. */
  readonly files: Readonly<Record<string, string>>;
  readonly pages: readonly PublishedPage[];
}

export interface PublishedPage {
  /** Such as `/tell`; `/*` stands for every path where nothing is, `:id` at the end for each that a page leads to. */
  readonly path: string;
  readonly language: string;
  /** The content security policy that it is sent with, without the nonce of the moment. */
  readonly policy: string;
  /** {@link pageHash} of each form that it may take; none where its text follows the day, such as the ledger's own page. */
  readonly hashes: readonly string[];
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** SHA-256 of a file, in hexadecimal. */
export const fileHash = (bytes: Uint8Array): string => hex(sha256(bytes));

/**
 * SHA-256 of a page, in hexadecimal, without what may vary: the plain text of elements with the attribute `data-varies`
 * (the name of an agency, a number), and nonces. Neither can hold markup, so nothing that a browser would act on hides
 * in them.
 */
export const pageHash = (html: string): string => hex(sha256(Buffer.from(withoutVarying(html))));

function withoutVarying(html: string): string {
  return html
    .replaceAll(/(<([a-z0-9]+) data-varies>)[^<]*(<\/\2>)/g, "$1$3")
    .replaceAll(/ nonce="[A-Za-z0-9+/=]{1,64}"/g, ' nonce=""');
}

/** A content security policy without the nonce of the moment. */
export const withoutNonce = (policy: string): string =>
  policy.replaceAll(/'nonce-[A-Za-z0-9+/=]{1,64}'/g, "'nonce-'");

/** The text that is hashed into the ledger and given out; the same publication always has the same. */
export function formatPublication({ version, files, pages }: Publication): string {
  const sorted = Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
  return JSON.stringify({
    version,
    files: sorted,
    pages: pages.map(({ path, language, policy, hashes }) => ({ path, language, policy, hashes })),
  });
}

/** Reads what {@link formatPublication} made; null for anything else. */
export function parsePublication(text: string): Publication | null {
  try {
    const read = JSON.parse(text);
    const isWhole =
      typeof read.version === "string" &&
      Object.values(read.files).every((hash) => typeof hash === "string") &&
      read.pages.every(
        (page: PublishedPage) =>
          [page.path, page.language, page.policy].every((word) => typeof word === "string") &&
          page.path.startsWith("/") &&
          page.hashes.every((hash) => typeof hash === "string"),
      );
    return isWhole ? { version: read.version, files: read.files, pages: read.pages } : null;
  } catch {
    return null;
  }
}
