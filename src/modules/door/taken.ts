import { toBase32, toBase64Url } from "../../core/keys/index.ts";
import { bytesOf, type TakenRow, textOf } from "../../core/leaving/index.ts";
import { readLetter } from "./letter.ts";
import type { LetterBody } from "./letter-body.ts";
import { type SignedRecipients, type VerifiedRecipients, verifyRecipients } from "./recipients.ts";

/** One letter of a conversation, opened by a member's keys; or why they do not open it. */
export type OpenedLetter =
  | {
      readonly order: number;
      readonly from: "person" | string;
      readonly hour: number;
      readonly body: LetterBody;
    }
  | { readonly order: number; readonly closed: string };

export interface OpenedConversation {
  readonly mailbox: string;
  readonly letters: readonly OpenedLetter[];
}

export interface LetterReader {
  readonly memberId: string;
  /** Private, 32 bytes. */
  readonly readingKey: Uint8Array;
}

/** Gathers the conversations from an agency's file. */
export class TakenConversations {
  readonly #lists: SignedRecipients[] = [];
  readonly #mailboxes = new Map<string, TakenRow>();
  readonly #letters = new Map<string, TakenRow[]>();
  readonly #transfers = new Map<string, TakenRow[]>();
  /** Later seals, by mailbox, place and member. */
  readonly #again = new Map<string, TakenRow>();

  take(table: string, row: TakenRow): void {
    if (table === "door.recipients_list") this.#lists.push(JSON.parse(textOf(row, "signed")));
    else if (table === "door.mailbox") this.#mailboxes.set(textOf(row, "address"), row);
    else if (table === "door.letter") addTo(this.#letters, row);
    else if (table === "door.transfer") addTo(this.#transfers, row);
    else if (table === "door.letter_again") this.#again.set(sealName(row), row);
  }

  get count(): number {
    return this.#mailboxes.size;
  }

  /**
   * Every conversation, as one member reads it: lists of readers are checked against the agency's root key.
   *
   * @param rootKey public, 32 bytes
   */
  async *open(
    agencyId: string,
    rootKey: Uint8Array,
    reader: LetterReader,
  ): AsyncGenerator<OpenedConversation> {
    const own = await this.#listsOf(agencyId, rootKey);
    for (const [hex, row] of this.#mailboxes) {
      const mailbox = {
        address: toBase32(bytesOf(row, "address")),
        readingKey: bytesOf(row, "reading_key"),
        signingKey: bytesOf(row, "signing_key"),
      };
      const before: { until: number; lists: Lists }[] = [];
      for (const transfer of this.#transfers.get(hex) ?? []) {
        const lists = await this.#listsOf(
          textOf(transfer, "from_agency_id"),
          bytesOf(transfer, "from_root_key"),
        );
        before.push({ until: Number(transfer.until_letter), lists });
      }
      const letters: OpenedLetter[] = [];
      for (const letter of this.#letters.get(hex) ?? []) {
        const sealed = JSON.parse(textOf(letter, "envelope"));
        const order = Number(letter.position);
        const { lists } = before.find(({ until }) => order <= until) ?? { lists: own };
        const recipients = lists.get(sealed.recipientsVersion);
        if (!recipients) {
          letters.push({ order, closed: "wrong-list" });
          continue;
        }
        const later = this.#again.get(`${hex} ${order} ${reader.memberId}`);
        const isListed = recipients.list.recipients.some(({ memberId }) => memberId === reader.memberId);
        const again = later && !isListed ? { again: toBase64Url(bytesOf(later, "sealed")) } : {};
        const as = { kind: "member", ...reader, ...again } as const;
        const read = await readLetter({ letter: sealed, mailbox, order, as, recipients });
        letters.push(
          read.ok
            ? { order, from: sealed.senderMemberId ?? "person", hour: read.hour, body: read.body }
            : { order, closed: read.reason },
        );
      }
      yield { mailbox: mailbox.address, letters };
    }
  }

  async #listsOf(agencyId: string, rootKey: Uint8Array): Promise<Lists> {
    const lists = new Map<number, VerifiedRecipients>();
    for (const signed of this.#lists) {
      if (signed.list.agencyId !== agencyId) continue;
      const verdict = await verifyRecipients(signed, rootKey, { agencyId, minVersion: 1 });
      if (verdict.ok) lists.set(verdict.recipients.list.version, verdict.recipients);
    }
    return lists;
  }
}

type Lists = ReadonlyMap<number, VerifiedRecipients>;

function addTo(rows: Map<string, TakenRow[]>, row: TakenRow): void {
  const known = rows.get(textOf(row, "mailbox")) ?? [];
  known.push(row);
  rows.set(textOf(row, "mailbox"), known);
}

const sealName = (row: TakenRow): string =>
  `${textOf(row, "mailbox")} ${row.position} ${textOf(row, "member_id")}`;
