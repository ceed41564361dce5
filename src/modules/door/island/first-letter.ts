import { fromBase64Url, toBase64Url } from "../../../core/keys/bytes.ts";
import { writeLetter } from "../letter.ts";
import type { LetterBody } from "../letter-body.ts";
import { type VerifiedRecipients, verifyRecipients } from "../recipients.ts";
import { ApiError, type DoorAnswer, type NewMailboxBody, type StandInOffered } from "./api.ts";
import { ReadersNotRightError } from "./readers-not-right.ts";
import { standInOf, waitFor } from "./stand-in.ts";
import type { Tools, Way } from "./way.ts";

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

/** Whether the page shows this very stand-in of the agency by that name. */
type IsShown = (agency: string, offered: StandInOffered) => boolean;

/** What a second try with the newest lists can mend. */
const CHANGED = ["recipients-changed", "stand-in-changed"];

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

  /**
   * @param isShown whether this stand-in is the one that the page shows and the person left in; null: they want none
   * @throws ApiError `stand-in-changed` too, where the page shows another one; ReadersNotRightError
   */
  async send(body: LetterBody, isShown: IsShown | null = null): Promise<void> {
    try {
      await this.#sendOnce(body, isShown);
    } catch (error) {
      if (!(error instanceof ApiError) || !CHANGED.includes(error.code)) throw error;
      this.#sealed = undefined; // who reads has just changed: lock it anew, to the new list
      await this.#sendOnce(body, isShown);
    }
  }

  async #sendOnce(body: LetterBody, isShown: IsShown | null): Promise<void> {
    const of = JSON.stringify([body, isShown !== null]);
    if (this.#sealed?.of !== of) {
      this.#sealed = { body: await this.#seal(body, isShown), key: this.#tools.newKey(), of };
    }
    const { key } = this.#sealed;
    await this.#tools.ask("/api/door/mailboxes", { method: "POST", body: this.#sealed.body, key });
  }

  async #seal(body: LetterBody, isShown: IsShown | null): Promise<NewMailboxBody> {
    const { door, recipients } = await lookAtDoor(this.#tools);
    if (isShown && !(door.standIn && isShown(door.agency.name, door.standIn)))
      throw new ApiError("stand-in-changed");
    const offered = isShown && door.standIn;
    const { address, reading, signing } = this.#way.keys;
    const mailbox = { address, readingKey: reading.publicKey, signingKey: signing.publicKey };
    const letter = await writeLetter(
      {
        mailbox,
        order: 1,
        hour: door.hour,
        from: { kind: "person", signingKey: signing.privateKey },
        body: offered ? { ...body, standIn: standInOf(offered) } : body,
        recipients,
      },
      this.#tools.random,
    );
    const own = {
      letter,
      mailbox,
      order: 1,
      recipients,
      as: { kind: "person", readingKey: reading.privateKey },
    } as const;
    return {
      address,
      readingKey: toBase64Url(reading.publicKey),
      signingKey: toBase64Url(signing.publicKey),
      letter,
      ...(offered && { standIn: await waitFor(offered, [own], this.#tools.random) }),
    };
  }
}
