import { fromBase64Url, toBase64Url } from "../../../core/keys/bytes.ts";
import { writeLetter } from "../letter.ts";
import type { LetterBody } from "../letter-body.ts";
import { type VerifiedRecipients, verifyRecipients } from "../recipients.ts";
import { ApiError, type DoorAnswer, type NewMailboxBody } from "./api.ts";
import type { Tools, Way } from "./way.ts";

/** The list of who reads here did not pass the check: nothing may be sealed to anyone. */
export class ReadersNotRightError extends Error {
  override readonly name = "ReadersNotRightError";
}

/** @throws ApiError, ReadersNotRightError */
export async function lookAtDoor(
  tools: Tools,
): Promise<{ door: DoorAnswer; recipients: VerifiedRecipients }> {
  const door = await tools.ask<DoorAnswer>("/api/door");
  const verdict = await verifyRecipients(door.recipients, fromBase64Url(door.rootKey, 32), {
    agencyId: door.agency.id,
    minVersion: 1,
  });
  if (!verdict.ok) throw new ReadersNotRightError(`The list of readers is refused: ${verdict.reason}.`);
  return { door, recipients: verdict.recipients };
}

/**
 * The letter that opens a mailbox. It keeps what it sealed, so that sending again after a lost connection sends the
 * same bytes under the same key, and opens one mailbox.
 */
export class FirstLetter {
  readonly #tools: Tools;
  readonly #way: Way;
  #sealed: { readonly body: NewMailboxBody; readonly key: string; readonly of: string } | undefined;

  constructor(tools: Tools, way: Way) {
    this.#tools = tools;
    this.#way = way;
  }

  /** @throws ApiError, ReadersNotRightError */
  async send(body: LetterBody): Promise<void> {
    try {
      await this.#sendOnce(body);
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== "recipients-changed") throw error;
      this.#sealed = undefined; // who reads has just changed: lock it anew, to the new list
      await this.#sendOnce(body);
    }
  }

  async #sendOnce(body: LetterBody): Promise<void> {
    const of = JSON.stringify(body);
    if (this.#sealed?.of !== of) {
      this.#sealed = { body: await this.#seal(body), key: this.#tools.newKey(), of };
    }
    const { key } = this.#sealed;
    await this.#tools.ask("/api/door/mailboxes", { method: "POST", body: this.#sealed.body, key });
  }

  async #seal(body: LetterBody): Promise<NewMailboxBody> {
    const { door, recipients } = await lookAtDoor(this.#tools);
    const { address, reading, signing } = this.#way.keys;
    const mailbox = { address, readingKey: reading.publicKey, signingKey: signing.publicKey };
    const letter = await writeLetter(
      {
        mailbox,
        order: 1,
        hour: door.hour,
        from: { kind: "person", signingKey: signing.privateKey },
        body,
        recipients,
      },
      this.#tools.random,
    );
    return {
      address,
      readingKey: toBase64Url(reading.publicKey),
      signingKey: toBase64Url(signing.publicKey),
      letter,
    };
  }
}
