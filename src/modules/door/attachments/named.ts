import { fromBase64Url } from "../../../core/keys/bytes.ts";
import { CONTENT_BYTES_MAX } from "./attachment.ts";
import { MEDIA_TYPES, type MediaType } from "./media.ts";

/** What became of the hidden details of a file (place, time, device, author) before it was locked. */
export const HIDDEN_DETAILS = ["removed", "kept", "unknown"] as const;
/** `removed` in the writer's browser; `kept` because they wanted it so; `unknown`: they could not be removed there. */
export type HiddenDetails = (typeof HIDDEN_DETAILS)[number];

/** An attachment as its letter names it: what opens it, and what it must be. */
export interface NamedAttachment {
  /** A UUID that the writer's browser made. */
  readonly id: string;
  /** 32 bytes, base64url. */
  readonly key: string;
  /** Of the content, 1 to 25 MiB. */
  readonly sizeBytes: number;
  /** Of the content: 32 bytes, base64url. */
  readonly sha256: string;
  /** Of the file before its hidden details were taken out, so that it is found in a list of known files; absent: it was none. */
  readonly originalSha256?: string;
  /** Of the file as it was chosen, for lists in older kinds of hash: 20 and 16 bytes, base64url; absent: it was none, as a recording. */
  readonly originalSha1?: string;
  readonly originalMd5?: string;
  readonly type: MediaType;
  readonly hiddenDetails: HiddenDetails;
  /** 1 to 120 units without marks that steer a line; for a cleaned one never the file's own. */
  readonly name: string;
}

export const ATTACHMENTS_MAX = 10;
const NAME_UNITS_MAX = 120;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Control characters, line ends, and marks that turn the direction of a name ("gpj.exe"). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff/\\]/;

/** A file's name as it may be kept: its unsafe marks left out, its end kept where it is too long. */
export function safeName(name: string, otherwise: string): string {
  const kept = name.toWellFormed().replace(new RegExp(UNSAFE, "g"), "").trim();
  const end = /\.[A-Za-z0-9]{1,8}$/.exec(kept)?.[0] ?? "";
  const cut = kept.length > NAME_UNITS_MAX ? kept.slice(0, NAME_UNITS_MAX - end.length) + end : kept;
  return cut.toWellFormed() === "" ? otherwise : cut.toWellFormed();
}

function isBytes(value: unknown, length: number): value is string {
  try {
    return typeof value === "string" && fromBase64Url(value, length).length === length;
  } catch {
    return false;
  }
}

/** What a letter says of its attachments, 1 to {@link ATTACHMENTS_MAX} of them; undefined where it is not as above. */
export function asAttachments(value: unknown): readonly NamedAttachment[] | undefined {
  if (!Array.isArray(value) || value.length === 0 || value.length > ATTACHMENTS_MAX) return undefined;
  const read = value.map(asAttachment);
  const known = read.filter((one) => one !== undefined);
  return known.length === read.length && new Set(known.map(({ id }) => id)).size === known.length
    ? known
    : undefined;
}

function asAttachment(value: unknown): NamedAttachment | undefined {
  const { id, key, sizeBytes, sha256, type, hiddenDetails, name, ...more } = Object(value) as Record<
    string,
    unknown
  >;
  const { originalSha256, originalSha1, originalMd5, ...others } = more;
  const known = {
    type: MEDIA_TYPES.find((one) => one === type),
    hiddenDetails: HIDDEN_DETAILS.find((one) => one === hiddenDetails),
  };
  const isGood =
    Object.keys(others).length === 0 &&
    typeof id === "string" &&
    UUID.test(id) &&
    isBytes(key, 32) &&
    isBytes(sha256, 32) &&
    (originalSha256 === undefined || (isBytes(originalSha256, 32) && hiddenDetails === "removed")) &&
    (originalSha1 === undefined || isBytes(originalSha1, 20)) &&
    (originalMd5 === undefined || isBytes(originalMd5, 16)) &&
    typeof sizeBytes === "number" &&
    Number.isInteger(sizeBytes) &&
    sizeBytes >= 1 &&
    sizeBytes <= CONTENT_BYTES_MAX &&
    typeof name === "string" &&
    safeName(name, "") === name &&
    name !== "";
  if (!isGood || !known.type || !known.hiddenDetails) return undefined;
  return {
    ...{ id, key, sizeBytes, sha256, type: known.type, hiddenDetails: known.hiddenDetails, name },
    ...(isBytes(originalSha256, 32) && { originalSha256 }),
    ...(isBytes(originalSha1, 20) && { originalSha1 }),
    ...(isBytes(originalMd5, 16) && { originalMd5 }),
  };
}
