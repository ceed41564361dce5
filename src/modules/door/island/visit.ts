import { signChallenge, signStatement } from "../../../core/identity/words/statements.ts";
import { fromBase64Url } from "../../../core/keys/bytes.ts";
import { canonicalJson } from "../../../core/keys/canonical-json.ts";
import type { DoorLanguage, Say } from "../../../core/texts/index.ts";
import { consentStatement, type OfferTerms } from "../consent-statement.ts";
import { contentOfReceipt, readFiled } from "../filed.ts";
import { readLetter, sealAgain, writeLetter } from "../letter.ts";
import type { LetterBody } from "../letter-body.ts";
import type { DoorKey } from "../pages/texts/en.ts";
import { verifyRecipients } from "../recipients.ts";
import { TRANSFER_SEALS_MAX } from "../transfer/question.ts";
import { transferStatement } from "../transfer/statement.ts";
import { ApiError, type Ask, type MailboxAnswer, type TransferAnswered } from "./api.ts";
import { type Conversation, findWays, readConversation } from "./conversation.ts";
import { ReadersNotRightError } from "./first-letter.ts";
import type { Tools, Way } from "./way.ts";

/** What a challenge's signature permits; the server asks for the same (`VISIT_PURPOSE`). */
export const VISIT_PURPOSE = "begin-visit";

/** Someone else wrote meanwhile: read first, then send. */
export class SomeoneFirstError extends Error {
  override readonly name = "SomeoneFirstError";
  readonly conversation: Conversation;
  constructor(conversation: Conversation) {
    super("Another letter came first.");
    this.conversation = conversation;
  }
}

/** What the server gave as a proof is none of this letter. */
export class WrongReceiptError extends Error {
  override readonly name = "WrongReceiptError";
}

/** One visit with one's words: its secret is in this object and goes with the page. */
export class Visit {
  readonly #tools: Tools;
  readonly #way: Way;
  readonly #session: string;
  #sealed: { readonly letter: unknown; readonly key: string; readonly of: string } | undefined;

  private constructor(tools: Tools, way: Way, session: string) {
    this.#tools = tools;
    this.#way = way;
    this.#session = session;
  }

  /** Proves the words by a signature; they are not sent. @throws ApiError `wrong-words` */
  static async begin(tools: Tools, way: Way): Promise<Visit> {
    const { address, signing } = way.keys;
    const challenge = await tools.ask<{ nonce: string }>("/api/words/challenge", {
      method: "POST",
      body: { address },
    });
    const signature = await signChallenge(signing.privateKey, {
      purpose: VISIT_PURPOSE,
      address,
      nonce: fromBase64Url(challenge.nonce, 32),
    });
    const body = { address, nonce: challenge.nonce, signature };
    const { session } = await tools.ask<{ session: string }>("/api/words/session", { method: "POST", body });
    return new Visit(tools, way, session);
  }

  /** A request of this visit, for what is not a letter. @throws ApiError */
  ask<T>(path: string, method: NonNullable<Ask["method"]> = "GET", body?: unknown): Promise<T> {
    const key = method === "POST" ? { key: this.#tools.newKey() } : {};
    return this.#tools.ask<T>(path, {
      method,
      session: this.#session,
      ...key,
      ...(body !== undefined && { body }),
    });
  }

  /** Keeps a locked piece, or fetches one. @throws ApiError */
  putBytes(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    return this.#tools.ask(path, { method: "PUT", session: this.#session, bytes });
  }
  getBytes(path: string): Promise<Uint8Array> {
    return this.#tools.ask<Uint8Array>(path, { session: this.#session, wants: "bytes" });
  }

  /** @throws ApiError */
  async read(): Promise<Conversation> {
    return readConversation(await this.ask<MailboxAnswer>("/api/door/letters"), this.#way.keys);
  }

  /**
   * @param seen how many letters the person has before them
   * @throws ApiError, ReadersNotRightError, SomeoneFirstError
   */
  async reply(body: LetterBody, seen: number): Promise<Conversation> {
    const of = JSON.stringify([seen, body]);
    if (this.#sealed?.of !== of) {
      const now = await this.read();
      if (now.letters.length !== seen) throw new SomeoneFirstError(now);
      this.#sealed = { letter: await this.#seal(body, now), key: this.#tools.newKey(), of };
    }
    const { letter, key } = this.#sealed;
    try {
      await this.#tools.ask("/api/door/letters", {
        method: "POST",
        body: { letter },
        session: this.#session,
        key,
      });
    } catch (error) {
      // Whatever the server did not take is sealed anew next time; what was lost on the way is sent again as it is.
      if (!(error instanceof Error && "code" in error && error.code === "offline")) this.#sealed = undefined;
      throw error;
    }
    this.#sealed = undefined;
    return this.read();
  }

  /**
   * A proof that a letter of one's own was filed. That it names this very letter is checked here; that the ledger's key
   * signed it, by whoever is shown it.
   *
   * @throws ApiError, WrongReceiptError
   */
  async receipt(order: number): Promise<string> {
    const letter = (await this.read()).letters[order - 1];
    const { receipt } = await this.ask<{ receipt: string }>(`/api/door/letters/${order}/receipt`);
    const filed = readFiled(contentOfReceipt(receipt));
    if (!letter?.ok || filed?.order !== order || filed.sha256 !== letter.sha256)
      throw new WrongReceiptError("The receipt names another letter.");
    return receipt;
  }

  async #seal(body: LetterBody, now: Conversation): Promise<unknown> {
    if (!now.newest) throw new ReadersNotRightError("The newest list of readers is not to be trusted.");
    const { address, reading, signing } = this.#way.keys;
    return writeLetter(
      {
        mailbox: { address, readingKey: reading.publicKey, signingKey: signing.publicKey },
        order: now.letters.length + 1,
        hour: now.hour,
        from: { kind: "person", signingKey: signing.privateKey },
        body,
        recipients: now.newest,
      },
      this.#tools.random,
    );
  }

  /** Signs exactly the sentence that was shown. @throws ApiError */
  async sayYes(terms: OfferTerms, language: DoorLanguage, say: Say<DoorKey>): Promise<void> {
    const { address, signing } = this.#way.keys;
    const statement = consentStatement(terms, language, say);
    const { signature } = await signStatement(signing.privateKey, address, statement);
    const body = { yes: true, statement: canonicalJson(statement), signature };
    await this.ask(`/api/door/offers/${terms.id}/answer`, "POST", body);
  }

  /**
   * Signs the sentence that was shown, and locks every letter that opens here to those who will read: the newest first, where
   * there are more than one request takes.
   *
   * @throws ApiError, ReadersNotRightError
   */
  async sayYesToTransfer(asked: TransferAnswered, language: DoorLanguage, say: Say<DoorKey>): Promise<void> {
    const { address, signing } = this.#way.keys;
    const answer = await this.ask<MailboxAnswer>("/api/door/letters");
    const readers = answer.transfers.find(({ id }) => id === asked.id)?.readers;
    if (!readers) throw new ApiError("transfer-answered");
    const verdict = await verifyRecipients(readers.recipients, fromBase64Url(readers.rootKey, 32), {
      agencyId: asked.to.id,
      minVersion: 1,
    });
    if (!verdict.ok) throw new ReadersNotRightError(`The list of readers is refused: ${verdict.reason}.`);
    const { list } = verdict.recipients;
    const statement = transferStatement({ ...asked, toRootKey: readers.rootKey }, language, say);
    const { signature } = await signStatement(signing.privateKey, address, statement);
    const { ways } = await findWays(answer, this.#way.keys);
    const seals = [];
    for (const way of ways.slice(-Math.floor(TRANSFER_SEALS_MAX / list.recipients.length))) {
      if (!way || !(await readLetter(way)).ok) continue; // one that does not open for us opens for nobody else
      const made = await sealAgain(way, list.recipients, this.#tools.random);
      for (const [at, { memberId }] of list.recipients.entries())
        seals.push({ order: way.order, memberId, sealed: made[at] });
    }
    const body = {
      ...{ yes: true, statement: canonicalJson(statement), signature, seals },
      ...{ letters: answer.letters.length, listVersion: list.version },
    };
    await this.ask(`/api/door/transfers/${asked.id}/answer`, "POST", body);
  }

  /** @throws ApiError */
  async sayNoToTransfer(id: string): Promise<void> {
    await this.ask(`/api/door/transfers/${id}/answer`, "POST", { yes: false });
  }

  /** @throws ApiError */
  async sayNotNow(offerId: string): Promise<void> {
    await this.ask(`/api/door/offers/${offerId}/answer`, "POST", { yes: false });
  }

  /** @throws ApiError */
  async deleteLetters(): Promise<void> {
    await this.ask("/api/door/mailbox", "DELETE");
  }

  /** @throws ApiError */
  async end(): Promise<void> {
    await this.ask("/api/words/session", "DELETE");
  }
}
