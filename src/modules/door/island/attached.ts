import { toBase64Url } from "../../../core/keys/bytes.ts";
import { hash } from "../../../core/keys/derive.ts";
import { CONTENT_BYTES_MAX } from "../attachments/attachment.ts";
import { type Cleaned, clean } from "../attachments/clean/index.ts";
import { isDocument, isImage } from "../attachments/media.ts";
import { ATTACHMENTS_MAX, type NamedAttachment, safeName } from "../attachments/named.ts";
import { type Line, type ToAttach, Upload } from "../attachments/upload.ts";
import type { Recording } from "./recording.ts";
import type { Tools } from "./way.ts";

/** A file or a recording that is to go with a letter; what of it goes is the person's to say. */
export interface Attached {
  readonly id: string;
  /** As the person knows it. */
  readonly name: string;
  readonly state:
    | "cleaned"
    /** Its hidden details cannot be taken out: it goes only when the person says so. */
    | "asks";
  readonly clean: ToAttach | null;
  readonly original: ToAttach | null;
  /** The original goes too, or alone. */
  readonly sendsOriginal: boolean;
}

export const SIZE_MB_MAX: number = CONTENT_BYTES_MAX / 1024 ** 2;

/** Why a file is left out. */
export type LeftOut = "attach-too-large" | "attach-empty";

/** A chosen file, with its hidden details taken out where that can be done. */
export async function readFile(file: File, id: string): Promise<Attached | LeftOut> {
  if (file.size > CONTENT_BYTES_MAX) return "attach-too-large";
  const content = new Uint8Array(await file.arrayBuffer());
  if (content.length === 0) return "attach-empty";
  const found = isDocument(content) ? await cleanLater(content) : clean(content);
  const name = safeName(file.name, "file");
  const known = await olderHashesOf(content);
  const kept = { content, name, ...known } as const;
  if (found.state === "cleaned") {
    const end = /\.[A-Za-z0-9]{1,5}$/.exec(name)?.[0].toLowerCase() ?? "";
    // A file's own name tells something too.
    const neutral = `${isImage(found.type) ? "picture" : "file"}${end}`;
    return {
      ...{ id, name, state: "cleaned", sendsOriginal: false },
      clean: {
        ...{ content: found.bytes, type: found.type, hiddenDetails: "removed", name: neutral },
        ...known,
        originalSha256: toBase64Url(hash(content)),
      },
      original: { ...kept, type: "application/octet-stream", hiddenDetails: "kept" },
    };
  }
  const original = { ...kept, type: "application/octet-stream", hiddenDetails: "unknown" } as const;
  return { id, name, state: "asks", clean: null, original, sendsOriginal: false };
}

/**
 * What cleans documents is fetched when the first one is chosen. Without a line, or where an old phone has no room for it, it
 * cannot be done now, and the person is asked.
 */
const cleanLater = (content: Uint8Array): Promise<Cleaned> =>
  import("../attachments/clean/document.ts")
    .then(({ cleanDocument }) => cleanDocument(content))
    .catch(() => ({ state: "unknown", type: "application/octet-stream" }));

/** What makes them is fetched when the first file is chosen; without a line they are left out, and made where the file is opened. */
const olderHashesOf = (
  content: Uint8Array,
): Promise<{ readonly originalSha1?: string; readonly originalMd5?: string }> =>
  import("../attachments/older-hashes.ts")
    .then(({ olderHashes }) => olderHashes(content))
    .then(({ sha1, md5 }) => ({ originalSha1: toBase64Url(sha1), originalMd5: toBase64Url(md5) }))
    .catch(() => ({}));

export const asAttached = ({ bytes, type }: Recording, id: string, name: string): Attached => ({
  ...{ id, name, state: "cleaned", sendsOriginal: false, original: null },
  clean: { content: bytes, type, hiddenDetails: "removed", name: `recording.${type.slice("audio/".length)}` },
});

/** What goes of those that were chosen. */
export const thatGo = (attached: readonly Attached[]): ToAttach[] =>
  attached.flatMap(({ clean: cleaned, original, sendsOriginal }) => [
    ...(cleaned ? [cleaned] : []),
    ...(original && sendsOriginal ? [original] : []),
  ]);

export const isTooMany = (attached: readonly Attached[]): boolean =>
  thatGo(attached).length > ATTACHMENTS_MAX;

/** Sends what goes with a letter. What arrived is not sent again, and a line that broke goes on in the middle. */
export class Sending {
  readonly #tools: Tools;
  readonly #uploads = new Map<ToAttach, Upload>();

  constructor(tools: Tools) {
    this.#tools = tools;
  }

  /** @throws ApiError */
  async run(
    line: Line,
    going: readonly ToAttach[],
    onShare: (name: string, share: number) => void,
  ): Promise<NamedAttachment[]> {
    const named: NamedAttachment[] = [];
    for (const one of going) {
      const upload = this.#uploads.get(one) ?? new Upload(one, this.#tools.newKey(), this.#tools.random);
      this.#uploads.set(one, upload);
      named.push(await upload.run(line, (share) => onShare(one.name, share)));
    }
    return named;
  }
}
