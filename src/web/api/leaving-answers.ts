import type { Named } from "./answers.ts";

/** What `/api/hand-overs` and `/api/leaving` answer. */

export interface HandOver {
  readonly id: string;
  readonly caseId: string;
  readonly from: Named;
  readonly to: Named;
  readonly basis: "person-agreed" | "legal-order";
  readonly offeredAt: string;
  readonly outcome: "accepted" | "declined" | "taken-back" | null;
  readonly settledAt: string | null;
  /** Whether it is our agency that answers. */
  readonly isForUs: boolean;
}

/** One kind of thing that our agency has. */
export interface LeavingPart {
  readonly name: string;
  /** People decide each of these before anyone can leave; the others end with the agency. */
  readonly mustBeNone: boolean;
  readonly number: number;
}
