import type { Category, Purpose } from "../../core/access/context.ts";
import type { Transaction } from "../../core/db/index.ts";
import { ownsAddress } from "../../core/identity/words/mailbox.ts";
import { verifyStatement } from "../../core/identity/words/statements.ts";
import { toBase32, toBase64Url } from "../../core/keys/index.ts";
import type { ConsentStatement } from "./consent-statement.ts";
import { DoorError } from "./errors.ts";
import { findKeys, findOffer, markCarried, type OfferRow } from "./store.ts";

/** A yes that the person's own words signed; every field is from the signed statement and equals what was asked. */
export interface AcceptedOffer {
  readonly offerId: string;
  /** 16 bytes: for `access.open_case`, which finds the person behind the words. */
  readonly mailboxAddress: Uint8Array;
  readonly recipientAgencyId: string;
  readonly categories: readonly Category[];
  readonly purpose: Purpose;
  readonly protocolId: string;
  readonly consentUntil: Date;
  /** Canonical JSON: the exact text that was signed, for `access.record_consent`. */
  readonly statement: string;
  /** 64 bytes, Ed25519. */
  readonly signature: Uint8Array;
}

/**
 * The person's yes to an offer of the caller's agency, after its signature and every term of it were checked.
 *
 * @param tx as an intake worker of the agency that asked
 * @throws DoorError `offer-unknown`, `offer-not-accepted`, `offer-carried`, `offer-ended`, `offer-unproven`
 */
export async function verifyAcceptedOffer(
  tx: Transaction,
  offerId: string,
  now: Date,
): Promise<AcceptedOffer> {
  const offer = await findOffer(tx, offerId);
  if (!offer) throw new DoorError("offer-unknown");
  if (offer.status !== "accepted") throw new DoorError("offer-not-accepted");
  if (offer.caseId !== null) throw new DoorError("offer-carried", { caseId: offer.caseId });
  if (offer.consentUntil <= now) throw new DoorError("offer-ended");
  const { statement, signature } = offer;
  if (statement === null || signature === null || !(await isProven(tx, offer, statement, signature))) {
    throw new DoorError("offer-unproven");
  }
  return {
    offerId,
    mailboxAddress: offer.mailbox,
    recipientAgencyId: offer.recipientAgencyId,
    categories: offer.categories,
    purpose: offer.purpose,
    protocolId: offer.protocolId,
    consentUntil: offer.consentUntil,
    statement,
    signature,
  };
}

/**
 * Marks a yes as used: one case opens from it, once.
 *
 * @throws DoorError `offer-carried` when another case took it, or the case is not held by the caller's agency
 */
export async function carryOffer(tx: Transaction, offerId: string, caseId: string): Promise<void> {
  if (!(await markCarried(tx, offerId, caseId))) throw new DoorError("offer-carried");
}

async function isProven(
  tx: Transaction,
  offer: OfferRow,
  statement: string,
  signature: Uint8Array,
): Promise<boolean> {
  const keys = await findKeys(tx, offer.mailbox);
  const address = toBase32(offer.mailbox);
  if (!keys || !ownsAddress(address, keys)) return false;
  const said: ConsentStatement = JSON.parse(statement);
  return (
    saysTheTerms(said, offer) &&
    (await verifyStatement(keys.signingKey, { address, statement: said, signature: toBase64Url(signature) }))
  );
}

/** Whether what was signed is what the row says now: a row that someone changed afterwards proves nothing. */
function saysTheTerms(said: ConsentStatement, offer: OfferRow): boolean {
  return (
    said.kind === "leeward consent v1" &&
    said.offerId === offer.id &&
    said.agencyId === offer.agencyId &&
    said.recipientAgencyId === offer.recipientAgencyId &&
    said.categories.join() === [...offer.categories].sort().join() &&
    said.purpose === offer.purpose &&
    said.protocolId === offer.protocolId &&
    said.consentUntil === offer.consentUntil.toISOString()
  );
}
