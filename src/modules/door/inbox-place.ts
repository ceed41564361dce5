import { toBase32 } from "../../core/keys/index.ts";
import { readAddress } from "./address.ts";

/** Where a page of the inbox ends: what it is sorted by, and the address, so that those of the same hour are not skipped. */
export interface InboxPlace {
  readonly waitingSince: Date | null;
  readonly openedHour: Date;
  readonly address: Buffer;
}

/** As in `1764266400000.1764259200000.2345abc…`; a dash where nothing waits. */
export const INBOX_PLACE = "^([0-9]{1,15}|-)\\.[0-9]{1,15}\\.[a-z2-7]{26}$";

export const writeInboxPlace = ({ waitingSince, openedHour, address }: InboxPlace): string =>
  [waitingSince?.getTime() ?? "-", openedHour.getTime(), toBase32(address)].join(".");

/** @throws HttpProblem `not-found` for an address that is none */
export function readInboxPlace(written: string): InboxPlace {
  const [waitingSince = "", openedHour, address = ""] = written.split(".");
  return {
    waitingSince: waitingSince === "-" ? null : new Date(Number(waitingSince)),
    openedHour: new Date(Number(openedHour)),
    address: readAddress(address),
  };
}
