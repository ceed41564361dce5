import { signChallenge, signStatement } from "../../../core/identity/words/statements.ts";
import { fromBase64Url } from "../../../core/keys/bytes.ts";
import { canonicalJson } from "../../../core/keys/canonical-json.ts";
import type { DoorLanguage, Say } from "../../../core/texts/index.ts";
import { consentStatement, type OfferTerms } from "../consent-statement.ts";
import { contentOfReceipt, readFiled } from "../filed.ts";
import { writeLetter } from "../letter.ts";
import type { LetterBody } from "../letter-body.ts";
import type { DoorKey } from "../pages/texts/en.ts";
import { transferStatement } from "../transfer/statement.ts";
import { ApiError, type Ask, type MailboxAnswer, type StandInOffered, type TransferAnswered } from "./api.ts";
import { type Conversation, findWays, readConversation } from "./conversation.ts";
import { ReadersNotRightError } from "./readers-not-right.ts";
import { readersOfOther, sealForOthers } from "./seal-for.ts";
import { isSame, standInOf, waitFor } from "./stand-in.ts";
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
  #sealed: { readonly body: unknown; readonly key: string; readonly of: string } | undefined;

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
   * @param standIn as the page shows it, where the person left it in
   * @throws ApiError `stand-in-changed` too; ReadersNotRightError, SomeoneFirstError
   */
  async reply(body: LetterBody, seen: number, standIn: StandInOffered | null = null): Promise<Conversation> {
    const of = JSON.stringify([seen, body, standIn && standInOf(standIn)]);
    if (this.#sealed?.of !== of) {
      const answer = await this.ask<MailboxAnswer>("/api/door/letters");
      const now = await readConversation(answer, this.#way.keys);
      if (now.letters.length !== seen) throw new SomeoneFirstError(now);
      const offered = standIn && answer.standIn;
      if (standIn && !(offered && isSame(standIn, offered))) throw new ApiError("stand-in-changed");
      const full = offered ? { ...body, standIn: standInOf(offered) } : body;
      this.#sealed = { body: await this.#seal(full, now, answer, offered), key: this.#tools.newKey(), of };
    }
    const { body: sealed, key } = this.#sealed;
    try {
      await this.#tools.ask("/api/door/letters", {
        method: "POST",
        body: sealed,
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

  async #seal(
    body: LetterBody,
    now: Conversation,
    answer: MailboxAnswer,
    offered: StandInOffered | null,
  ): Promise<unknown> {
    if (!now.newest) throw new ReadersNotRightError("The newest list of readers is not to be trusted.");
    const { address, reading, signing } = this.#way.keys;
    const place = {
      mailbox: { address, readingKey: reading.publicKey, signingKey: signing.publicKey },
      order: now.letters.length + 1,
      recipients: now.newest,
    };
    const from = { kind: "person", signingKey: signing.privateKey } as const;
    const letter = await writeLetter({ ...place, hour: now.hour, from, body }, this.#tools.random);
    if (!offered) return { letter };
    const { ways } = await findWays(answer, this.#way.keys);
    const own = { ...place, letter, as: { kind: "person", readingKey: reading.privateKey } } as const;
    return { letter, standIn: await waitFor(offered, [...ways, own], this.#tools.random) };
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
    const { rootKey, recipients } = readers;
    const others = await readersOfOther({ agencyId: asked.to.id, rootKey, recipients });
    const statement = transferStatement({ ...asked, toRootKey: rootKey }, language, say);
    const { signature } = await signStatement(signing.privateKey, address, statement);
    const { ways } = await findWays(answer, this.#way.keys);
    const seals = await sealForOthers(ways, others, this.#tools.random);
    const body = {
      ...{ yes: true, statement: canonicalJson(statement), signature, seals },
      ...{ letters: answer.letters.length, listVersion: others.list.version },
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
