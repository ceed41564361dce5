import { type Random, toBase64Url } from "../../../core/keys/bytes.ts";
import { hash } from "../../../core/keys/derive.ts";
import { AttachmentSealer, newAttachmentKey, openAttachment } from "./attachment.ts";
import type { MediaType } from "./media.ts";
import type { HiddenDetails, NamedAttachment } from "./named.ts";

/** Something that is to go with a letter. */
export interface ToAttach {
  /** 1 byte to 25 MiB. */
  readonly content: Uint8Array;
  readonly type: MediaType;
  readonly hiddenDetails: HiddenDetails;
  readonly name: string;
  /** As in {@link NamedAttachment}, and so are the next two. */
  readonly originalSha256?: string;
  readonly originalSha1?: string;
  readonly originalMd5?: string;
}

/** Requests that an upload makes: a browser's visit, or a test's. @throws ApiError */
export interface Line {
  ask(path: string, method: "PUT" | "POST", body?: unknown): Promise<unknown>;
  putBytes(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
}

/** Locks and sends one attachment, piece by piece; after a line that broke it goes on where it was. */
export class Upload {
  readonly #attached: ToAttach;
  readonly #sealer: AttachmentSealer;
  readonly #named: NamedAttachment;
  #begun = false;
  #sent = 0;

  constructor(attached: ToAttach, id: string, random: Random) {
    this.#attached = attached;
    const at = newAttachmentKey(id, random);
    this.#sealer = new AttachmentSealer(attached.content, at);
    const { content, ...said } = attached;
    this.#named = {
      ...{ id, key: toBase64Url(at.key), sizeBytes: content.length, sha256: toBase64Url(hash(content)) },
      ...said,
    };
  }

  get name(): string {
    return this.#attached.name;
  }

  /** @returns what the letter says of it. @throws ApiError */
  async run(line: Line, onShare: (share: number) => void): Promise<NamedAttachment> {
    const path = `/api/door/attachments/${this.#named.id}`;
    if (!this.#begun) {
      await line.ask(path, "PUT", { pieces: this.#sealer.pieces });
      this.#begun = true;
    }
    for (; this.#sent < this.#sealer.pieces; this.#sent += 1) {
      onShare(this.#sent / this.#sealer.pieces);
      await line.putBytes(`${path}/pieces/${this.#sent}`, await this.#sealer.piece(this.#sent));
    }
    await line.ask(`${path}/end`, "POST");
    onShare(1);
    return this.#named;
  }
}

/** What is opened is not what its letter says. */
class WrongContentError extends Error {
  override readonly name = "WrongContentError";
}

/**
 * The content of an attachment, held to the size and hash in its letter.
 *
 * @param fetchPiece the locked piece of a number from 0
 * @throws CryptoError `cannot-open`; WrongContentError
 */
export async function openNamed(
  named: NamedAttachment,
  key: Uint8Array,
  fetchPiece: (number: number) => Promise<Uint8Array>,
): Promise<Uint8Array<ArrayBuffer>> {
  const content = await openAttachment({ id: named.id, key }, named.sizeBytes, fetchPiece);
  if (toBase64Url(hash(content)) !== named.sha256) throw new WrongContentError("The content is another one.");
  return content;
}
