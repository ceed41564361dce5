import { canonicalJson } from "../keys/canonical-json.ts";
import type { SignedAct } from "../proposals/signed.ts";

/** The parts of a rights assessment, in the order in which a page shows them. */
export const PARTS = ["purpose", "rights", "risks", "measures", "heard"] as const;
export type Part = (typeof PARTS)[number];

/** What two people sign: one tool in one version, as it was declared, at one agency. */
export interface Assessment {
  readonly tool: string;
  readonly version: string;
  /** SHA-256 of the declaration, hexadecimal. */
  readonly declaration: string;
  /** The last day on which it holds, YYYY-MM-DD, in UTC. */
  readonly until: string;
  readonly parts: Readonly<Record<Part, string>>;
  /** The council's answer that it met; `reply` says why it is not followed, or how its conditions are met. */
  readonly advice: { readonly id: string; readonly reply: string | null } | null;
}

/** The one form of an assessment: what is signed, and hashed. */
export const statementOf = ({ tool, version, declaration, until, parts, advice }: Assessment): string =>
  canonicalJson({
    ...{ tool, version, declaration, until },
    parts: Object.fromEntries(PARTS.map((part) => [part, parts[part]])),
    advice: advice && { id: advice.id, reply: advice.reply },
  });

/** What two people sign of it, as of every proposal that is signed. */
export const actOf = (assessment: Assessment, agencyId: string): SignedAct => ({
  kind: "tool.assessment",
  agencyId,
  content: JSON.parse(statementOf(assessment)),
});
