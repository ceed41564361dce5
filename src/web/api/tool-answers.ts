import type { Refusal as GateRefusal } from "../../core/gate/errors.ts";
import type { Assessment } from "../../core/gate/statement.ts";

export interface Tool {
  readonly name: string;
  readonly version: string;
  readonly kind: "algorithm" | "release" | "exchange" | "protection";
  readonly purpose: string;
  readonly decides: string;
  readonly evidence: string;
  readonly limits: string;
  readonly needsAdvice: boolean;
  readonly declaration: string;
}

/** How a tool stands at an agency; without a refusal it may run, until then. */
export interface Verdict {
  readonly tool: string;
  readonly agencyId: string;
  readonly agency: string;
  readonly own: boolean;
  readonly refusal: GateRefusal | null;
  readonly at: string | null;
  readonly until: string | null;
}

interface Signature {
  readonly memberId: string;
  readonly name: string;
  readonly signedAt: string;
}

export interface SignedAssessment {
  readonly id: string;
  readonly agencyId: string;
  readonly agency: string;
  readonly assessment: Assessment;
  readonly signatures: readonly Signature[];
  readonly signedAt: string;
  readonly expiresAt: string;
  readonly isExpired: boolean;
  readonly restoredAt: string | null;
  readonly withdrawnAt: string | null;
  readonly withdrawnBecause: string | null;
}

/** Waits for its second signature. */
export interface WaitingAssessment {
  readonly id: string;
  readonly hash: string;
  readonly assessment: Assessment;
  readonly signatures: readonly Signature[];
  readonly proposedAt: string;
  readonly expiresAt: string;
  readonly isMine: boolean;
  readonly mayConfirm: boolean;
}

export interface Advice {
  readonly id: string;
  readonly tool: string;
  readonly version: string;
  readonly agencyId: string;
  readonly agency: string;
  readonly question: string;
  readonly askedBy: string;
  readonly askedAt: string;
  readonly stance: "for" | "conditions" | "against" | null;
  readonly answer: string | null;
  readonly answeredBody: string | null;
  readonly answeredAt: string | null;
}

export interface Tools {
  readonly tools: readonly Tool[];
  readonly verdicts: readonly Verdict[];
  readonly assessments: readonly SignedAssessment[];
  readonly waiting: readonly WaitingAssessment[];
  readonly advice: readonly Advice[];
  readonly hasCouncil: boolean;
}
