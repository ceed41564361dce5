import type { Category, Purpose } from "../../../core/access/context.ts";
import type { DoorLanguage } from "../../../core/texts/index.ts";

/** What the server answers about a person's own file: agencies and roles, never a member's name. */

export interface Agency {
  readonly name: string;
  readonly kind: string;
}

export interface OwnConsent {
  readonly id: string;
  readonly agency: Agency;
  readonly categories: readonly Category[];
  readonly purpose: Purpose;
  readonly givenBy: "person" | "guardian";
  readonly assent: "given" | "too-young" | null;
  /** The agency whose member heard it; null where their words signed it. */
  readonly heardBy: Agency | null;
  readonly sentence: string;
  readonly sentenceIn: string | null;
  readonly givenAt: string;
  readonly expiresAt: string;
  readonly withdrawnAt: string | null;
  readonly disputedAt: string | null;
  readonly reads: readonly { readonly category: Category; readonly last: string }[];
}

export interface OwnOrder {
  readonly authority: string;
  readonly article: string;
  readonly court: string | null;
  readonly reference: string | null;
  /** Null: it opens nothing, and keeps what it names. */
  readonly agency: Agency | null;
  readonly categories: readonly Category[];
  readonly issuedAt: string;
  readonly expiresAt: string;
  readonly endedAt: string | null;
  /** A court kept it from them until then. */
  readonly deferredUntil: string | null;
  readonly reads: readonly { readonly category: Category; readonly last: string }[];
}

export interface OwnLook {
  readonly at: string;
  /** Null where the person themself looked. */
  readonly agency: Agency | null;
  readonly role: string | null;
  readonly category: Category;
  readonly purpose: Purpose | null;
  readonly outcome: "read" | "refused";
  /** Allowed, but not opened by the agency's key holder. */
  readonly notOpened: string | null;
  /** For whom it was put on paper; null where it was only read. */
  readonly printedFor: "work" | "person" | null;
  readonly refusal: string | null;
}

export type WishKind = "erase" | "leave" | "change-contact" | "end-guardian";

/** What was asked with the words, and waits. */
export interface OwnWish {
  readonly id: string;
  readonly what: WishKind;
  readonly ripeAt: string;
}

/** Another agency was asked to help. */
export interface OwnReferral {
  readonly id: string;
  readonly agency: Agency;
  /** It is not on Leeward and got a file: whether that was asked back, and is said to be deleted. */
  readonly outside: {
    readonly recalledAt: string | null;
    readonly askedAt: string | null;
    readonly deletedAt: string | null;
  } | null;
  readonly wanted: string;
  readonly state: string;
  readonly stateSince: string;
  readonly dueAt: string | null;
  readonly closedAt: string | null;
  readonly categories: readonly Category[];
  /** Of parts that were not opened as a whole, the names of the lines that went. */
  readonly letter: readonly { readonly category: Category; readonly names: readonly string[] }[];
  /** Its help has ended a short while ago, and they have not said how it was. */
  readonly asksHowItWas: boolean;
}

export interface OwnCase {
  readonly id: string;
  readonly state: string;
  readonly stateSince: string;
  /** The whole file is deleted then, or soon after; null where no day was told. */
  readonly goesAt: string | null;
  readonly holder: Agency;
  readonly handOvers: readonly {
    readonly from: Agency;
    readonly to: Agency;
    readonly basis: "person-agreed" | "legal-order";
    readonly at: string;
  }[];
  readonly left: readonly Agency[];
  readonly next: readonly {
    readonly what: string;
    /** As the jurisdiction calls it, in the languages of the desk; null for one of the house's. */
    readonly name: { readonly en: string; readonly ar: string } | null;
    readonly dueAt: string;
    /** Where its length is written, what was added to that, and the languages of both: a law keeps its name. */
    readonly source: {
      readonly cited: string;
      readonly citedIn: DoorLanguage;
      readonly note: string | null;
      readonly noteIn: DoorLanguage;
      readonly isConfirmed: boolean;
    };
  }[];
  readonly consents: readonly OwnConsent[];
  readonly orders: readonly OwnOrder[];
  readonly glasses: readonly {
    readonly agency: Agency;
    readonly at: string;
    readonly category: Category;
    readonly reason: string;
  }[];
  readonly categories: readonly Category[];
  readonly wishes: readonly OwnWish[];
  readonly hasGuardian: boolean;
  /** Told to the child alone: who was named to read along, and until when. */
  readonly guardians: readonly {
    readonly id: string;
    readonly namedAt: string;
    readonly endedAt: string | null;
  }[];
  readonly referrals: readonly OwnReferral[];
  /** These words, or the ones before, were made with a code from an agency. */
  readonly firstWords: { readonly at: string; readonly agency: string } | null;
  /** Someone said at the agency that these words are lost. */
  readonly wordsResets: readonly {
    readonly id: string;
    /** A no over these words counts: it waits for a third person. */
    readonly saidNo: boolean;
    readonly opensAt: string;
    readonly endedAt: string | null;
  }[];
  readonly looks: readonly OwnLook[];
  readonly nextLooks: string | null;
}

/** Someone told the agency that these words are in other hands: they open nothing until it is settled. */
export interface RestingFile {
  readonly id: string;
  readonly agency: string;
  readonly opensAt: string;
  readonly endsAt: string;
  readonly saidNo: boolean;
  readonly third: boolean;
}

export interface MyFile {
  readonly cases: readonly OwnCase[];
  readonly resting: readonly RestingFile[];
}

export interface OwnLooks {
  readonly looks: readonly OwnLook[];
  readonly nextCursor: string | null;
}

export interface OwnSection {
  readonly facts: readonly {
    readonly label: string;
    readonly value: string;
    /** Null where it is what somebody wrote. */
    readonly valueIn: string | null;
  }[];
  readonly writtenAt: string | null;
  readonly agency: Agency;
}

/** Steps of their way that nobody but they themselves take. */
export type OwnStepCode =
  | "leave-recovery"
  | "ask-reconsideration"
  | "come-back"
  | "mark-urgent"
  | "reopen"
  | "answer-evidence";

export interface OwnSteps {
  readonly revision: number;
  /** Those that can be taken now. */
  readonly open: readonly OwnStepCode[];
  /** In which decisions are written to them, ISO 639; null where nobody has asked. */
  readonly language: string | null;
}

export type OwnAskKind = "question" | "correction" | "complaint";

/** Something that the person said about their file, without the words. */
export interface OwnAsk {
  readonly id: string;
  readonly kind: OwnAskKind | "rating";
  readonly category: Category;
  readonly dueAt: string;
  readonly outcome: "answered" | "written-in" | "kept-beside" | "looked-into" | null;
  readonly answeredAt: string | null;
}

export interface OpenOwnAsk extends OwnAsk {
  readonly text: string;
  readonly rating: { readonly helped?: Rated; readonly treatedWell?: Rated } | null;
  readonly answer: string | null;
}

export type Rated = "yes" | "partly" | "no";
