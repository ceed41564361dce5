/** The door's face: what main and care use. */
export { DoorError, type DoorErrorCode } from "./errors.ts";
/** Deletes mailboxes that nobody came back to. */
export { doorJobs } from "./jobs.ts";
/** `/api/door`, `/api/inbox`, `/api/recipients` and the public pages under `/`. */
export { registerDoor } from "./routes.ts";
/**
 * A person's signed yes, verified, for the case that opens from it; and the mark that it was used.
 * `verifyAcceptedOffer(tx, offerId): Promise<AcceptedOffer>`, `carryOffer(tx, offerId, caseId): Promise<void>`.
 */
export { type AcceptedOffer, carryOffer, verifyAcceptedOffer } from "./yes.ts";
