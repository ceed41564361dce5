import { randomUUID } from "node:crypto";
import type { MemberContext } from "../access/context.ts";
import type { Transaction } from "../db/index.ts";
import type { House } from "../house.ts";
import { signProposal } from "../proposals/sign.ts";
import type { ActSignature } from "../proposals/signed.ts";
import { GateError } from "./errors.ts";
import { type Assessment, statementOf } from "./statement.ts";
import * as store from "./store.ts";

/** Use cases of assessments and advice: one transaction each. */

/** All tools with how they stand, what was signed of them, and what the council was asked. */
export async function readTools(tx: Transaction) {
  const open = <Row extends { content: string }>({ content, ...row }: Row) => ({
    ...row,
    assessment: JSON.parse(content) as Assessment,
  });
  return {
    tools: await store.listTools(tx),
    verdicts: await store.listVerdicts(tx),
    assessments: (await store.listAssessments(tx)).map(open),
    waiting: (await store.listWaiting(tx)).map(open),
    advice: await store.listAdvice(tx),
    hasCouncil: await store.hasCouncil(tx),
  };
}

/** The first signature; the second is a confirmation, as of everything that takes two. */
export async function proposeAssessment(
  house: House,
  tx: Transaction,
  me: MemberContext,
  { assessment, signed }: { assessment: Assessment; signed: ActSignature },
): Promise<{ id: string }> {
  const id = randomUUID();
  if (!(await store.propose(tx, id, statementOf(assessment)))) throw new GateError("assessors-only");
  await signProposal(house, tx, me, id, signed);
  return { id };
}
