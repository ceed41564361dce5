import { randomUUID } from "node:crypto";
import { asMember, asPerson, type MemberContext } from "../../core/access/context.ts";
import { Together, type Transaction } from "../../core/db/index.ts";
import type { House } from "../../core/house.ts";
import { type Claim, HttpProblem, onceTogether, TryLimit } from "../../core/http/index.ts";
import { ownsAddress } from "../../core/identity/words/mailbox.ts";
import { verifyStatement } from "../../core/identity/words/statements.ts";
import { canonicalJson } from "../../core/keys/canonical-json.ts";
import { isSafeReadingKey, isSafeSigningKey } from "../../core/keys/curves.ts";
import { CryptoError, fromBase64Url, toBase32, toBase64Url } from "../../core/keys/index.ts";
import { DOOR_LANGUAGES } from "../../core/texts/index.ts";
import { readAddress } from "./address.ts";
import { consentStatement, type OfferTerms } from "./consent-statement.ts";
import { DoorError } from "./errors.ts";
import { readInboxPlace, writeInboxPlace } from "./inbox-place.ts";
import { KEPT_DAYS } from "./kept.ts";
import { checkLetter, type LetterPlace } from "./letter-check.ts";
import type { SealsAgain } from "./model.ts";
import { see as seeNotice } from "./notices/store.ts";
import type { Once } from "./once.ts";
import { sayIn } from "./pages/texts/index.ts";
import { ensurePublishable } from "./publish.ts";
import type { SignedRecipients } from "./recipients.ts";
import * as standIns from "./stand-in/store.ts";
import { readWait, type WaitSent } from "./stand-in/wait.ts";
import * as store from "./store.ts";
import { noteSizes, type StoredDeskNote } from "./stored-desk-note.ts";
import type { StoredLetter } from "./stored-letter.ts";
import { list as listTransfers, type TransferRow } from "./transfer/store.ts";

const LETTERS_AN_HOUR = 60;
/** Bounds the disk that a flood can fill until the door asks for work (no address of a sender is kept to tell who). */
const MAILBOXES_AN_HOUR = 5_000;
/** Of one member, kept or only counted: one a minute. Bounds what a stolen session can put between people's letters. */
const CALLS_AN_HOUR = 60;
const INBOX_PAGE = 500;
/** Rounds of first letters at the same time: one that waits for its twin keeps nobody else waiting. */
const ROUNDS_MAX = 3;

export interface NewMailbox {
  readonly address: string;
  readonly readingKey: string;
  readonly signingKey: string;
  readonly letter: unknown;
  readonly standIn?: WaitSent;
}

/** A first letter whose keys were looked at. */
interface Opening {
  readonly mailbox: NewMailbox;
  readonly keys: store.MailboxKeys;
  readonly claim: Claim;
}
type Nothing = Readonly<Record<string, never>>;

export interface NewCall extends NewMailbox {
  /** Urgency, a time to call back, the code word: for those who read at the desk. */
  readonly note: StoredDeskNote | null;
}

export type OfferAnswer =
  | { readonly yes: true; readonly statement: string; readonly signature: string }
  | { readonly yes: false };

/** What happens at the door, on both sides of it. */
export class Door {
  readonly #house: House;
  readonly #letters: TryLimit;
  readonly #mailboxes: TryLimit;
  readonly #calls: TryLimit;
  readonly #openings = new Together(
    (openings: readonly Opening[]) => this.#openTogether(openings),
    ROUNDS_MAX,
  );

  constructor(house: House) {
    this.#house = house;
    this.#letters = new TryLimit(house, { kind: "letter", perHourMax: LETTERS_AN_HOUR });
    this.#mailboxes = new TryLimit(house, { kind: "mailbox", perHourMax: MAILBOXES_AN_HOUR });
    this.#calls = new TryLimit(house, { kind: "call", perHourMax: CALLS_AN_HOUR });
  }

  // ---------- whoever comes ----------

  /** What a browser needs before it can lock a letter. @throws DoorError `no-door` */
  async look() {
    const found = await this.#house.db.transaction("leeward_visitor", async (tx) => {
      const door = await store.findDoor(tx);
      if (!door) return null;
      const newest = await store.findNewestRecipients(tx, door.agencyId);
      return { door, newest, standIn: await findStandIn(tx, door.agencyId) };
    });
    if (!found?.newest) throw new DoorError("no-door");
    return {
      agency: { id: found.door.agencyId, name: found.door.agencyName },
      rootKey: toBase64Url(found.door.rootKey),
      doorSalt: toBase64Url(this.#house.doorSalt),
      recipients: found.newest,
      standIn: found.standIn,
      keptDays: KEPT_DAYS,
      emergencyNumber: this.#house.config.door.emergencyNumber,
      hour: this.#hour(),
    };
  }

  /** Nobody who reads here has signed in for as many hours as agreed. */
  isQuiet(): Promise<boolean> {
    const { quietHours } = this.#house.config.door;
    return this.#house.db.transaction("leeward_visitor", (tx) => store.isQuiet(tx, quietHours));
  }

  /**
   * The text of a signed list by its SHA-256 (32 bytes): every list that ever counted, so that an outsider can say what
   * changed.
   */
  async findList(hash: Uint8Array): Promise<string> {
    const text = await this.#house.db.transaction("leeward_visitor", (tx) => store.findList(tx, hash));
    if (text === null) throw new HttpProblem("not-found");
    return text;
  }

  /** The first letter opens the mailbox. Those that come in the same moment are written in one transaction. */
  async openMailbox(mailbox: NewMailbox, claim: Claim): Promise<void> {
    const keys = await readKeys(mailbox);
    if (!keys || !ownsAddress(mailbox.address, keys)) throw new DoorError("wrong-address");
    await this.#mailboxes.take("door", "count");
    await this.#openings.ask({ mailbox, keys, claim });
  }

  /** All of them or none. */
  async #openTogether(openings: readonly Opening[]): Promise<readonly Nothing[]> {
    const claims = openings.map(({ claim }) => claim);
    return this.#house.db.transaction("leeward_visitor", (tx) =>
      onceTogether(tx, claims, async (places) => {
        const door = await store.findOpenDoor(tx);
        if (!door) throw new DoorError("no-door");
        const { agencyId, newest } = door;
        const opened = await store.openMailboxes(
          tx,
          places.map((place) => {
            const { mailbox, keys } = openings[place] as Opening;
            const letter = this.#check(mailbox.letter, { order: 1, sender: { kind: "person" }, newest });
            const wait = mailbox.standIn ? readWait(mailbox.standIn) : null;
            return { address: readAddress(mailbox.address), keys, agencyId, letter, wait };
          }),
        );
        if (!opened.every(Boolean)) throw new DoorError("address-taken");
        return places.map(() => ({}));
      }),
    );
  }

  // ---------- the person ----------

  /** Everything in the mailbox; each visit makes it last longer. @throws HttpProblem `not-found` */
  async readMailbox(secret: Uint8Array) {
    const { smtp, webhook } = this.#house.config.notices;
    return asPerson(this.#house.db, secret, async (tx, me) => {
      await store.touchVisit(tx);
      await seeNotice(tx);
      const mailbox = await store.findMailbox(tx, Buffer.from(me.address), KEPT_DAYS);
      const hasFile = me.personId !== null;
      if (!mailbox) {
        // Deleted by the person, whose words still open the file.
        if (!hasFile) throw new HttpProblem("not-found");
        return {
          agency: null,
          rootKey: null,
          letters: [],
          offers: [],
          recipients: [],
          before: [],
          transfers: [],
          standIn: null,
          keptUntil: null,
          hasFile,
          tells: false,
          hour: this.#hour(),
        };
      }
      const agency = await store.findAgencyRoot(tx, mailbox.agencyId);
      const letters = await store.listLetters(tx, mailbox.address);
      const transfers = await listTransfers(tx, mailbox.address);
      return {
        agency: { id: mailbox.agencyId, name: agency.name },
        rootKey: toBase64Url(agency.rootKey),
        letters,
        offers: (await store.listOffers(tx, mailbox.address)).map((offer) => ({
          ...toTerms(offer),
          status: offer.status,
        })),
        ...(await readersOf(tx, mailbox.agencyId, letters, transfers)),
        transfers: await Promise.all(transfers.map((one) => sayTransfer(tx, one))),
        standIn: await findStandIn(tx, mailbox.agencyId),
        keptUntil: mailbox.keptUntil,
        hasFile,
        tells: smtp !== undefined || webhook !== undefined,
        hour: this.#hour(),
      };
    });
  }

  async writeAsPerson(
    secret: Uint8Array,
    { letter, standIn }: { readonly letter: unknown; readonly standIn?: WaitSent },
    once: Once,
  ): Promise<void> {
    await this.#letters.prepare();
    await asPerson(this.#house.db, secret, async (tx, me) => {
      const address = Buffer.from(me.address);
      return once(tx, toBase32(address), async () => {
        const mailbox = await store.findMailbox(tx, address, KEPT_DAYS);
        if (!mailbox) throw new HttpProblem("not-found");
        await this.#letters.takeIn(tx, toBase32(address));
        const newest = await newestOf(tx, mailbox.agencyId);
        const sender = { kind: "person" } as const;
        const checked = this.#check(letter, { order: mailbox.lastLetter + 1, sender, newest });
        await store.writeAsPerson(tx, mailbox.agencyId, checked);
        if (standIn) await standIns.waitAsPerson(tx, readWait(standIn));
        return {};
      });
    });
  }

  /** A proof that a letter was filed, which tells nothing of its text. @throws HttpProblem `not-found` */
  async findReceipt(secret: Uint8Array, order: number): Promise<string> {
    const filed = await asPerson(this.#house.db, secret, (tx) => store.findFiled(tx, order));
    if (!filed) throw new HttpProblem("not-found");
    return this.#house.signReceipt(filed);
  }

  /** A yes is kept with the person's signature over exactly what was asked; a no ends the question. */
  async answerOffer(secret: Uint8Array, offerId: string, answer: OfferAnswer, once: Once): Promise<void> {
    await asPerson(this.#house.db, secret, async (tx, me) => {
      const address = Buffer.from(me.address);
      return once(tx, toBase32(address), async () => {
        const offer = await store.findOffer(tx, offerId);
        if (!offer) throw new DoorError("offer-unknown");
        if (offer.status !== "open") throw new DoorError("offer-answered", { status: offer.status });
        const yes = answer.yes ? await this.#provenYes(tx, address, offer, answer) : null;
        if (!(await store.answerOffer(tx, offerId, yes))) throw new DoorError("offer-answered");
        return {};
      });
    });
  }

  async #provenYes(
    tx: Transaction,
    address: Buffer,
    offer: store.OfferRow,
    answer: { statement: string; signature: string },
  ): Promise<{ statement: string; signature: Buffer }> {
    if (offer.consentUntil <= this.#house.now()) throw new DoorError("offer-ended");
    const asked = DOOR_LANGUAGES.map((language) =>
      consentStatement(toTerms(offer), language, sayIn(language)),
    );
    const said = asked.find((statement) => canonicalJson(statement) === answer.statement);
    if (!said) throw new DoorError("offer-changed");
    const keys = await store.findKeys(tx, address);
    const signed = { address: toBase32(address), statement: said, signature: answer.signature };
    if (!keys || !(await verifyStatement(keys.signingKey, signed))) throw new DoorError("wrong-signature");
    return { statement: answer.statement, signature: Buffer.from(fromBase64Url(answer.signature, 64)) };
  }

  async deleteMailbox(secret: Uint8Array): Promise<void> {
    await asPerson(this.#house.db, secret, async (tx) => {
      if (!(await store.deleteMailbox(tx))) throw new HttpProblem("not-found");
    });
  }

  // ---------- intake ----------

  /** A page of the agency's inbox, who waits longest first; empty for who is no intake worker. */
  async listInbox(secret: Uint8Array, cursor: string | null) {
    return asMember(this.#house.db, secret, null, async (tx) => {
      const rows = await store.listInbox(tx, cursor === null ? null : readInboxPlace(cursor), INBOX_PAGE + 1);
      const page = rows.slice(0, INBOX_PAGE);
      const last = rows.length > INBOX_PAGE ? page.at(-1) : undefined;
      return {
        mailboxes: page.map((row) => ({
          ...row,
          address: toBase32(row.address),
          openedHour: row.openedHour.toISOString(),
          waitingSince: row.waitingSince?.toISOString() ?? null,
          standIn: row.standIn && { ...row.standIn, opensAt: row.standIn.opensAt.toISOString() },
        })),
        nextCursor: last ? writeInboxPlace(last) : null,
      };
    });
  }

  /** What a member's browser needs to read a mailbox and to answer; nobody stands in any more. @throws HttpProblem `not-found` */
  async readForMember(secret: Uint8Array, address: string) {
    return asMember(this.#house.db, secret, null, async (tx, me) => {
      await standIns.noteOpened(tx, readAddress(address));
      const mailbox = await findMailbox(tx, address);
      const keys = await store.findKeys(tx, mailbox.address);
      if (!keys) throw new HttpProblem("not-found");
      const letters = await store.listLetters(tx, mailbox.address);
      const notes = await store.listNotes(tx, mailbox.address);
      const door = await store.findAgencyRoot(tx, mailbox.agencyId);
      const transfers = await listTransfers(tx, mailbox.address);
      return {
        address,
        agency: { id: mailbox.agencyId, name: door.name },
        readingKey: toBase64Url(keys.readingKey),
        signingKey: toBase64Url(keys.signingKey),
        letters,
        again: (await store.listAgain(tx, "letter", mailbox.address, me.memberId)).map(publicSeal),
        notesAgain: (await store.listAgain(tx, "note", mailbox.address, me.memberId)).map(publicSeal),
        offers: (await store.listOffers(tx, mailbox.address)).map((offer) => ({
          ...toTerms(offer),
          status: offer.status,
          caseId: offer.caseId,
        })),
        notes,
        ...(await readersOf(tx, mailbox.agencyId, letters, transfers, notes)),
        transfers: transfers.map(publicTransfer),
        rootKey: toBase64Url(door.rootKey),
      };
    });
  }

  async writeAsMember(secret: Uint8Array, address: string, letter: unknown, once: Once): Promise<void> {
    await this.#letters.prepare();
    await asMember(this.#house.db, secret, null, (tx, me) =>
      once(tx, me.memberId, async () => {
        const mailbox = await findMailbox(tx, address);
        await this.#letters.takeIn(tx, toBase32(mailbox.address));
        const newest = await newestOf(tx, mailbox.agencyId);
        const sender = { kind: "member", memberId: me.memberId } as const;
        const checked = this.#check(letter, { order: mailbox.lastLetter + 1, sender, newest });
        if (!(await store.writeAsMember(tx, mailbox.address, checked))) throw new HttpProblem("not-found");
        return {};
      }),
    );
  }

  /** Keys of letters and notes, sealed by a colleague's browser to those who came on later. Again is once. */
  async sealAgain(secret: Uint8Array, address: string, { seals, notes }: SealsAgain): Promise<void> {
    await asMember(this.#house.db, secret, null, async (tx) => {
      const mailbox = await findMailbox(tx, address);
      for (const [of, sealed] of [["letter", seals] as const, ["note", notes ?? []] as const]) {
        const kept = await store.sealAgain(tx, of, mailbox.address, sealed.map(readSeal));
        if (kept === null) throw new DoorError("recipients-changed");
      }
    });
  }

  /**
   * A call that someone wants kept: a conversation that a member begins, in their own name.
   *
   * @throws DoorError `wrong-address`, `address-taken`, `no-door`, `too-many-calls`, and what a letter or note is refused for; HttpProblem
   *   `not-found` for who is no intake worker
   */
  async takeCall(secret: Uint8Array, call: NewCall, once: Once): Promise<void> {
    const keys = await readKeys(call);
    if (!keys || !ownsAddress(call.address, keys)) throw new DoorError("wrong-address");
    await this.#calls.prepare();
    await asMember(this.#house.db, secret, null, (tx, me) =>
      once(tx, me.memberId, async () => {
        if (!me.roles.includes("intake-worker")) throw new HttpProblem("not-found");
        await this.#countAsCall(tx, me);
        const newest = await newestOf(tx, me.agencyId);
        const sender = { kind: "member", memberId: me.memberId } as const;
        const letter = this.#check(call.letter, { order: 1, sender, newest });
        if (call.note) {
          if (call.note.order !== 1) throw new DoorError("note-order", { next: 1 });
          ensureNote(call.note, newest.list, me.memberId);
        }
        const taken = await store.takeCall(tx, readAddress(call.address), keys, letter, call.note);
        if (!taken) throw new DoorError("address-taken");
        return {};
      }),
    );
  }

  /** A call of which nothing is kept but that there was one, on this day. @throws DoorError `too-many-calls` */
  async countCall(secret: Uint8Array): Promise<void> {
    await this.#calls.prepare();
    await asMember(this.#house.db, secret, null, async (tx, me) => {
      if (!(await store.countCall(tx))) throw new HttpProblem("not-found");
      await this.#countAsCall(tx, me);
    });
  }

  async #countAsCall(tx: Transaction, { memberId }: MemberContext): Promise<void> {
    try {
      await this.#calls.takeIn(tx, memberId);
    } catch (error) {
      if (!(error instanceof HttpProblem) || error.code !== "too-many") throw error;
      throw new DoorError("too-many-calls", { callsMax: CALLS_AN_HOUR, ...error.extra });
    }
  }

  /**
   * Sets conversations aside as spam: they are deleted after seven days, unless somebody brings them back or whoever wrote
   * one comes back. Those that were ever answered or asked about are passed by.
   *
   * @returns how many now wait
   */
  async setAside(secret: Uint8Array, addresses: readonly string[]): Promise<number> {
    return asMember(this.#house.db, secret, null, (tx) => store.setAside(tx, addresses.map(readAddress)));
  }

  /** @throws HttpProblem `not-found` */
  async bringBack(secret: Uint8Array, address: string): Promise<void> {
    await asMember(this.#house.db, secret, null, async (tx) => {
      if (!(await store.bringBack(tx, readAddress(address)))) throw new HttpProblem("not-found");
    });
  }

  /** What a member's browser needs to sort the inbox by the newest marks; nothing for who is no intake worker. */
  async listNotes(secret: Uint8Array) {
    return asMember(this.#house.db, secret, null, async (tx, me) => {
      const newest = await store.listNewestNotes(tx, me.memberId);
      if (newest.length === 0) return { mailboxes: [], recipients: [], rootKey: null };
      return {
        mailboxes: newest.map(({ address, readingKey, signingKey, note, again }) => ({
          address: toBase32(address),
          readingKey: toBase64Url(readingKey),
          signingKey: toBase64Url(signingKey),
          note,
          again: again.map((seal) => ({
            readingKey: toBase64Url(seal.readingKey),
            sealed: toBase64Url(seal.sealed),
          })),
        })),
        recipients: await listsFor(
          tx,
          me.agencyId,
          newest.map(({ note }) => note),
        ),
        rootKey: toBase64Url((await store.findAgencyRoot(tx, me.agencyId)).rootKey),
      };
    });
  }

  async keepNote(secret: Uint8Array, address: string, note: StoredDeskNote, once: Once): Promise<void> {
    await asMember(this.#house.db, secret, null, (tx, me) =>
      once(tx, me.memberId, async () => {
        const mailbox = await findMailbox(tx, address);
        const { list } = await newestOf(tx, mailbox.agencyId);
        ensureNote(note, list, me.memberId);
        if (!(await store.keepNote(tx, mailbox.address, note))) throw new HttpProblem("not-found");
        return {};
      }),
    );
  }

  async assign(secret: Uint8Array, address: string, memberId: string | null): Promise<void> {
    await asMember(this.#house.db, secret, null, async (tx) => {
      if (!(await store.assign(tx, readAddress(address), memberId))) throw new HttpProblem("not-found");
    });
  }

  /** Asks the person; an open question to the same mailbox is taken back. */
  async makeOffer(
    secret: Uint8Array,
    address: string,
    offer: Omit<store.NewOffer, "consentUntil"> & { readonly consentUntil: string },
    once: Once,
  ): Promise<void> {
    await asMember(this.#house.db, secret, null, (tx, me) =>
      once(tx, me.memberId, async () => {
        const consentUntil = new Date(offer.consentUntil);
        this.#ensureOfferLimits(me, offer.recipientAgencyId, consentUntil);
        const made = await store.makeOffer(tx, readAddress(address), { ...offer, consentUntil });
        if (!made) throw new HttpProblem("not-found");
        return {};
      }),
    );
  }

  #ensureOfferLimits(me: MemberContext, recipientAgencyId: string, consentUntil: Date): void {
    const hours = (consentUntil.getTime() - this.#house.now().getTime()) / 3_600_000;
    if (recipientAgencyId === me.agencyId || !(hours >= 1 && hours <= 366 * 24))
      throw new DoorError("offer-limits");
  }

  // ---------- who reads ----------

  /** The lists, the intake workers who may be on the next one, and the root key as this supervisor can open it. */
  async lookAtRecipients(secret: Uint8Array) {
    return asMember(
      this.#house.db,
      secret,
      null,
      async (tx, me) => {
        const root = await store.findRootKey(tx, me.agencyId);
        return {
          lists: await store.listRecipients(tx, me.agencyId, 1),
          members: (await store.listIntakeMembers(tx, me.agencyId)).map((member) => ({
            ...member,
            readingKey: toBase64Url(member.readingKey),
            signingKey: toBase64Url(member.signingKey),
          })),
          rootKey: root.rootKey && toBase64Url(root.rootKey),
          rootKeySealed: root.rootKeySealed,
        };
      },
      "leeward_supervisor",
    );
  }

  /**
   * A list counts only when the agency's root key signed it and everyone on it is an active intake worker; where someone
   * comes on, a second member confirms it first.
   */
  async publishRecipients(
    secret: Uint8Array,
    { secondAgencyId, ...signed }: SignedRecipients & { readonly secondAgencyId: string | null },
    once: Once,
  ): Promise<{ waits: boolean }> {
    return asMember(
      this.#house.db,
      secret,
      null,
      (tx, me) =>
        once(tx, me.memberId, async () => {
          await ensurePublishable(tx, me.agencyId, signed);
          const said = await store.publishRecipients(tx, { id: randomUUID(), signed, secondAgencyId });
          if (said === "order") throw new DoorError("recipients-order");
          return { waits: said === "waits" };
        }),
      "leeward_supervisor",
    );
  }

  #check(letter: unknown, place: Omit<LetterPlace, "now">): StoredLetter {
    return checkLetter(letter, { ...place, now: this.#house.now() });
  }

  /** For letters, so that a phone whose clock is wrong can write. */
  #hour(): number {
    return Math.floor(this.#house.now().getTime() / 3_600_000);
  }
}

const publicSeal = ({ readingKey, sealed, ...row }: store.AgainRow) => ({
  ...row,
  readingKey: toBase64Url(readingKey),
  sealed: sealed && toBase64Url(sealed),
});
const readSeal = ({ readingKey, sealed, ...row }: SealsAgain["seals"][number]): store.AgainSeal => ({
  ...row,
  readingKey: Buffer.from(fromBase64Url(readingKey, 32)),
  sealed: Buffer.from(fromBase64Url(sealed)),
});

const toTerms = (offer: store.OfferRow): OfferTerms => ({
  id: offer.id,
  agency: { id: offer.agencyId, name: offer.agencyName },
  recipientAgency: { id: offer.recipientAgencyId, name: offer.recipientAgencyName },
  categories: offer.categories,
  purpose: offer.purpose,
  protocolId: offer.protocolId,
  consentUntil: offer.consentUntil.toISOString(),
});

/** @throws HttpProblem `not-found` for an address that no mailbox of the caller's agency has, or that is none */
async function findMailbox(tx: Transaction, address: string): Promise<store.MailboxRow> {
  const mailbox = await store.findMailbox(tx, readAddress(address), KEPT_DAYS);
  if (!mailbox) throw new HttpProblem("not-found");
  return mailbox;
}

async function newestOf(tx: Transaction, agencyId: string): Promise<SignedRecipients> {
  const newest = await store.findNewestRecipients(tx, agencyId);
  if (!newest) throw new DoorError("no-door");
  return newest;
}

/** What a server that cannot read a note can still hold it to. @throws DoorError `recipients-changed`, `not-listed`, `bad-note` */
function ensureNote(note: StoredDeskNote, list: SignedRecipients["list"], memberId: string): void {
  if (note.recipientsVersion !== list.version) {
    throw new DoorError("recipients-changed", { version: list.version });
  }
  const readers = new Set(list.recipients.map((recipient) => recipient.memberId));
  if (!readers.has(memberId)) throw new DoorError("not-listed");
  const sealedTo = new Set(note.seals.map(({ to }) => to));
  const isExact = note.seals.length === readers.size && [...readers].every((reader) => sealedTo.has(reader));
  if (!isExact || !noteSizes.has(note.ciphertext.length)) throw new DoorError("bad-note");
}

/** Who opens what nobody at this agency opens in time, as a browser checks it; null where nobody does. */
async function findStandIn(tx: Transaction, agencyId: string) {
  const found = await standIns.find(tx, agencyId);
  const recipients = found && (await store.findNewestRecipients(tx, found.agency.id));
  if (!found || !recipients) return null;
  return { agency: found.agency, rootKey: toBase64Url(found.rootKey), hours: found.hours, recipients };
}

/** What the letters of a conversation are checked against: the lists of who has it now, and of each agency that had it before. */
async function readersOf(
  tx: Transaction,
  agencyId: string,
  letters: readonly StoredLetter[],
  transfers: readonly TransferRow[],
  notes: readonly StoredDeskNote[] = [],
) {
  const done = transfers.filter(({ status }) => status === "done");
  const before = [];
  let from = 0;
  for (const transfer of done) {
    const until = transfer.untilLetter ?? 0;
    const root = await store.findAgencyRoot(tx, transfer.from.id);
    before.push({
      agency: transfer.from,
      rootKey: toBase64Url(root.rootKey),
      recipients: await listsFor(tx, transfer.from.id, letters.slice(from, until)),
      untilLetter: until,
    });
    from = until;
  }
  const named = [...letters.slice(from), ...notes];
  const recipients = named.length > 0 ? await listsFor(tx, agencyId, named) : [await newestOf(tx, agencyId)];
  return { before, recipients };
}

const publicTransfer = ({ doneHour, signature, ...rest }: TransferRow) => ({
  ...rest,
  doneHour: doneHour && Math.floor(doneHour.getTime() / 3_600_000),
  signature: signature && toBase64Url(signature),
});

/** For the person, who locks the letters to the new readers when they say yes: who those are. */
async function sayTransfer(tx: Transaction, transfer: TransferRow) {
  const root = transfer.status === "open" ? await store.findAgencyRoot(tx, transfer.to.id) : null;
  const newest = root && (await store.findNewestRecipients(tx, transfer.to.id));
  return {
    ...publicTransfer(transfer),
    readers: root && newest && { rootKey: toBase64Url(root.rootKey), recipients: newest },
  };
}

const RECIPIENTS_VERSION_MAX = 1_000_000;

/** Every list that a letter names, and all up to the newest: without a gap, so that the chain can be checked. */
async function listsFor(
  tx: Transaction,
  agencyId: string,
  letters: readonly { readonly recipientsVersion: number }[],
): Promise<SignedRecipients[]> {
  const oldest = Math.min(...letters.map((letter) => letter.recipientsVersion), RECIPIENTS_VERSION_MAX);
  return store.listRecipients(tx, agencyId, oldest);
}

/** The keys of a new mailbox, or null when someone could not safely be answered under them. */
async function readKeys(mailbox: NewMailbox): Promise<store.MailboxKeys | null> {
  try {
    const readingKey = fromBase64Url(mailbox.readingKey, 32);
    const signingKey = fromBase64Url(mailbox.signingKey, 32);
    if (!isSafeSigningKey(signingKey) || !(await isSafeReadingKey(readingKey))) return null;
    return { readingKey: Buffer.from(readingKey), signingKey: Buffer.from(signingKey) };
  } catch (error) {
    if (error instanceof CryptoError) return null;
    throw error;
  }
}
