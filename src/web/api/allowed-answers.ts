import type { Category, Purpose } from "../../core/access/context.ts";
import type { Named } from "./answers.ts";

/** What `/api/cases/:id/allowed` answers: on what it rests that others see a case. */

export interface Read {
  readonly category: Category;
  readonly times: number;
  readonly last: string;
}

export interface AllowedConsent {
  readonly id: string;
  readonly agency: Named;
  readonly purpose: Purpose;
  readonly categories: readonly Category[];
  readonly givenBy: "person" | "guardian";
  readonly assent: "given" | "too-young" | null;
  readonly signed: boolean;
  readonly heardBy: { readonly displayName: string | null; readonly agency: string } | null;
  readonly readAloud: boolean;
  readonly interpretedInto: string | null;
  readonly sentence: string;
  readonly language: string | null;
  readonly givenAt: string;
  readonly until: string;
  readonly withdrawnAt: string | null;
  readonly withdrawnTo: { readonly displayName: string } | null;
  readonly disputedAt: string | null;
  readonly reads: readonly Read[];
}

interface OrderTerms {
  readonly id: string;
  readonly authority: string;
  readonly article: string;
  readonly reference: string | null;
  readonly court: string | null;
  /** Null, like the purpose, where it is a hold: it opens nothing. */
  readonly agency: Named | null;
  readonly purpose: Purpose | null;
  readonly categories: readonly Category[];
  readonly issuedAt: string;
  readonly until: string;
  readonly deferredUntil: string | null;
}

export interface AllowedOrder extends OrderTerms {
  readonly endedAt: string | null;
  readonly recordedBy: { readonly displayName: string } | null;
  readonly confirmedBy: { readonly displayName: string } | null;
  readonly reads: readonly Read[];
}

/** Waits for a second member; its content is among what takes two. */
export interface ProposedOrder {
  readonly id: string;
  readonly authority: string;
  readonly reference: string;
  readonly proposedBy: string;
  readonly proposedAt: string;
}

export interface Wish {
  readonly id: string;
  readonly what: string;
  readonly askedAt: string;
  readonly ripeAt: string;
  readonly endedAt: string | null;
  readonly endedHow: "done" | "stopped" | null;
  /** Who heard it; null where it was asked with words. */
  readonly askedTo: { readonly id: string; readonly displayName: string } | null;
  readonly reached: { readonly how: string; readonly at: string; readonly displayName: string } | null;
}

/** New words for the person, which a second member has confirmed. */
export interface WordsReset {
  readonly id: string;
  /** Null, like the other, at an agency that is asked for a third. */
  readonly metBy: string | null;
  readonly confirmedBy: string | null;
  readonly why: "lost" | "stolen";
  readonly saidNoAt: string | null;
  readonly thirdAt: string | null;
  readonly confirmedAt: string;
  readonly opensAt: string;
  readonly endsAt: string;
  readonly endedAt: string | null;
  readonly endedHow: "done" | "stopped" | null;
}

/** Words for someone who never had any: whether they could have a code, or got words with one. */
export interface FirstWords {
  readonly lacking: boolean;
  readonly by: string | null;
  readonly codeUntil: string | null;
  readonly takenAt: string | null;
}

/** A child's guardian, whom a second member has confirmed. */
export interface Guardian {
  readonly id: string;
  readonly namedBy: string | null;
  readonly confirmedBy: string | null;
  readonly proof: "in-person" | "order";
  readonly reference: string | null;
  readonly checked: readonly string[];
  readonly confirmedAt: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly beganAt: string | null;
  readonly endedAt: string | null;
  readonly endedWhy: string | null;
}

export interface Allowed {
  readonly consents: readonly AllowedConsent[];
  readonly orders: readonly AllowedOrder[];
  readonly proposedOrders: readonly ProposedOrder[];
  readonly wishes: readonly Wish[];
  readonly wordsResets: readonly WordsReset[];
  readonly firstWords: FirstWords;
  readonly guardians: readonly Guardian[];
}
