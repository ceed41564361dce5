import { contentOverheadBytes } from "../../core/keys/content.ts";
import { DoorError } from "./errors.ts";
import { bucketBytes } from "./padding.ts";
import type { SignedRecipients } from "./recipients.ts";
import { asLetter, ownCopy, type StoredLetter } from "./stored-letter.ts";

/**
 * What a server that cannot read a letter can still hold it to: its form, its size, its place, its sender, and that it
 * is sealed to exactly those on the newest list and to the person. Who wrote it is proven inside, to readers alone.
 */
export interface LetterPlace {
  readonly order: number;
  readonly sender: { readonly kind: "person" } | { readonly kind: "member"; readonly memberId: string };
  readonly newest: SignedRecipients;
  readonly now: Date;
}

const HOUR_MS = 3_600_000;
/** A desk's clock may be wrong by hours, and a page may lie open over night. */
const HOURS_OFF_MAX = 24;
/** A letter's key commitment before its ciphertext. */
const COMMITMENT_BYTES = 32;
const SIZES = new Set(
  bucketBytes.map((bytes) => Math.ceil(((bytes + COMMITMENT_BYTES + contentOverheadBytes) * 4) / 3)),
);

/** @throws DoorError `bad-letter`, `letter-order`, `recipients-changed`, `wrong-sender`, `not-listed` */
export function checkLetter(value: unknown, place: LetterPlace): StoredLetter {
  const letter = asLetter(value);
  if (typeof letter === "string") throw new DoorError("bad-letter", { reason: letter });
  if (!SIZES.has(letter.ciphertext.length)) throw new DoorError("bad-letter", { reason: "size" });
  if (Math.abs(letter.hour - Math.floor(place.now.getTime() / HOUR_MS)) > HOURS_OFF_MAX) {
    throw new DoorError("bad-letter", { reason: "hour" });
  }
  const memberId = place.sender.kind === "member" ? place.sender.memberId : null;
  if (letter.senderKind !== place.sender.kind || letter.senderMemberId !== memberId) {
    throw new DoorError("wrong-sender");
  }
  const { list } = place.newest;
  if (letter.recipientsVersion !== list.version) {
    throw new DoorError("recipients-changed", { version: list.version });
  }
  const wanted = new Set([...list.recipients.map((recipient) => recipient.memberId), ownCopy]);
  if (letter.seals.length !== wanted.size || letter.seals.some(({ to }) => !wanted.has(to))) {
    throw new DoorError("bad-letter", { reason: "readers" });
  }
  if (memberId !== null && !wanted.has(memberId)) throw new DoorError("not-listed");
  if (letter.order !== place.order) throw new DoorError("letter-order", { next: place.order });
  return letter;
}
