import type { Category, Purpose } from "../../core/access/context.ts";
import type { PartySignature, SignedPerson, Texts } from "../../core/protocols/statement.ts";
import type { DraftTerms, KnownAgency } from "../../core/protocols/terms.ts";
import type { Agreement, Named } from "./answers.ts";

/** What the routes of agreements answer, as the desk reads it. */

export interface AgreementVersion {
  readonly version: number;
  readonly status: "proposed" | "adopted" | "superseded" | "withdrawn" | "expired";
  readonly statement: string;
  readonly texts: Texts;
  readonly proposedBy: Named;
  readonly proposedAt: string;
  readonly expiresAt: string;
  readonly decidedAt: string | null;
  readonly withdrawnBecause: string | null;
  readonly signatures: readonly (PartySignature & { readonly signedAt: string })[];
  readonly people: readonly (SignedPerson & { readonly agencyId: string; readonly signedAt: string })[];
}

export interface AgreementChange {
  readonly kind: string;
  readonly version: number | null;
  readonly agency: string | null;
  readonly reason: string | null;
  readonly at: string;
}

export interface WholeAgreement extends Agreement {
  readonly versions: readonly AgreementVersion[];
  readonly changes: readonly AgreementChange[];
}

/** An agency as the editor knows it; `bond`: why it is bound to immigration enforcement. */
export interface EditorAgency extends KnownAgency {
  readonly bond: { readonly by: "power" | "parent" | "duty"; readonly agency: string | null } | null;
}

export interface AgreementDraft {
  readonly id: string;
  readonly protocolId: string | null;
  readonly agency: Named;
  readonly terms: DraftTerms;
  readonly revision: number;
  readonly updatedAt: string;
}

export interface Effect {
  /** Of a case that one's agency holds or reads. */
  readonly caseId: string;
  readonly category: Category;
  readonly purpose: Purpose;
  readonly recipient: Named;
  readonly holder: Named;
  readonly effect: "ends" | "cut";
  readonly because: "party" | "scope" | "time";
  readonly endsAt: string;
  readonly wouldEndAt: string;
}

export interface Effects {
  readonly effects: readonly Effect[];
  /** How many shares of others would change, in fives; null: fewer than twenty. */
  readonly others: number | null;
  /** What is confirmed: this list and no other. */
  readonly digest: string;
}
