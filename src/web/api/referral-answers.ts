import type { Category, Purpose } from "../../core/access/context.ts";
import type { Named, SectionAnswer } from "./answers.ts";

/** What the server says of referrals between agencies. */

export interface Referral {
  readonly id: string;
  readonly caseId: string;
  /** Null where nothing of the case is open to the reader's agency. */
  readonly about: {
    readonly alias: string;
    readonly gender: string;
    readonly ageBand: string;
    readonly language: string | null;
  } | null;
  readonly side: "sender" | "recipient";
  readonly from: Named;
  readonly to: Named;
  /** What was sent to an agency that is not on Leeward; null where the other one is. */
  readonly outside: {
    readonly letterId: string;
    readonly reference: string;
    readonly phone: string;
    readonly language: string;
    readonly linkUntil: string;
    readonly parts: readonly { readonly category: Category; readonly lines: readonly string[] }[];
    readonly recalledAt: string | null;
    readonly askedAt: string | null;
    readonly deletedAt: string | null;
  } | null;
  readonly toSuspended: boolean;
  readonly purpose: Purpose;
  readonly wanted: string;
  readonly urgent: boolean;
  readonly state: string;
  readonly stateSince: string;
  readonly code: string | null;
  readonly suggested: Named | null;
  readonly basis: "consent" | "order";
  /** For the sender alone. */
  readonly basisId: string | null;
  readonly sentAt: string;
  readonly dueAt: string | null;
  readonly toldAt: string | null;
  readonly closedAt: string | null;
  readonly takesUp: string | null;
  readonly parts: readonly { readonly category: Category; readonly open: boolean }[];
  readonly opensAny: boolean;
  /** Null where it has none, or none that the reader may see now. */
  readonly letter: {
    readonly version: number;
    readonly sentAt: string;
    readonly parts: readonly { readonly category: Category; readonly lines: readonly string[] }[];
  } | null;
  readonly steps: readonly {
    readonly act: string;
    readonly code: string | null;
    /** Null: the person, or time. */
    readonly agency: string | null;
    /** Of the reader's own agency alone. */
    readonly member: string | null;
    readonly at: string;
  }[];
  readonly reads: readonly { readonly category: Category; readonly last: string }[];
  readonly turn: readonly ("sender" | "recipient")[];
  readonly overdue: boolean;
  readonly acts: readonly string[];
}

/** An agency that could be asked next. */
export interface Askable extends Named {
  readonly kind: string;
  readonly covers: readonly { readonly purpose: Purpose; readonly categories: readonly Category[] }[];
  readonly allowed: boolean;
  /** Free places that it names in the directory; null where it names none. */
  readonly free: boolean | null;
}

export interface OneReferral extends Referral {
  readonly couldBeAsked: readonly Askable[];
}

export interface Referrals {
  readonly referrals: readonly Referral[];
}

export interface CaseReferrals extends Referrals {
  readonly couldBeAsked: readonly Askable[];
}

/** Whether an agency has room, asked without saying for whom. */
export interface CapacityQuestion {
  readonly id: string;
  readonly side: "asker" | "asked";
  readonly from: Named;
  readonly to: Named;
  readonly wanted: string;
  readonly forWhom: string;
  readonly children: number;
  readonly language: string | null;
  readonly needs: readonly string[];
  readonly fromWhen: string;
  readonly askedAt: string;
  readonly expiresAt: string;
  readonly answer: "yes" | "no" | "later" | null;
  readonly until: string | null;
  readonly answeredAt: string | null;
}

export interface Capacity {
  readonly questions: readonly CapacityQuestion[];
  readonly couldBeAsked: readonly (Named & { readonly kind: string; readonly free: boolean | null })[];
}

/** Chosen lines, as they are previewed and as they are received. */
export interface Letter {
  readonly parts: readonly {
    readonly category: Category;
    readonly version: number;
    readonly document: Readonly<Record<string, unknown>>;
  }[];
}

/** What a referral would open, as whoever is asked will read it. */
export interface ReferralPreview {
  readonly sections: readonly SectionAnswer[];
  readonly letter: Letter;
}
