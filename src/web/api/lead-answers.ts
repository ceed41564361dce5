import type { CaseLine } from "./answers.ts";

/** What the server says of who leads cases. */

interface NamedMember {
  readonly id: string;
  readonly displayName: string;
}

export interface MemberLoad {
  /** Null: nobody who is here. */
  readonly member: NamedMember | null;
  readonly canLead: boolean;
  readonly cases: number;
  readonly overdue: number;
  readonly dueToday: number;
  readonly dueThisWeek: number;
}

export interface LedCases {
  readonly cases: readonly CaseLine[];
  readonly isMore: boolean;
}

export type LeadAct = "accept" | "decline" | "take-back" | "undo";

export interface LeadOffer {
  readonly id: string;
  readonly caseId: string;
  readonly alias: string;
  readonly gender: string;
  readonly ageBand: string;
  readonly language: string | null;
  readonly from: NamedMember | null;
  readonly to: NamedMember | null;
  readonly offeredBy: NamedMember | null;
  readonly offeredAt: string;
  readonly hasNote: boolean;
  readonly outcome: "accepted" | "declined" | "taken-back" | "overtaken" | null;
  readonly settledAt: string | null;
  readonly undoneAt: string | null;
  readonly acts: readonly LeadAct[];
}

export interface LeadOffers {
  readonly offers: readonly LeadOffer[];
  readonly unled: number;
}
