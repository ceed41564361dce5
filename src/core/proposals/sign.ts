import { createHash, createHmac } from "node:crypto";
import type { MemberContext } from "../access/context.ts";
import type { Transaction } from "../db/index.ts";
import type { House } from "../house.ts";
import { HttpProblem } from "../http/index.ts";
import { fromBase64Url } from "../keys/index.ts";
import { ProposalError } from "./errors.ts";
import { type ActSignature, isSignedAct } from "./signed.ts";
import { findProposedAct, putSignature } from "./store.ts";

/**
 * Takes the caller's signature under a proposal, after checking it against its key. The server answers for that with a key
 * that no role of the database can read: injected SQL cannot sign.
 *
 * @throws ProposalError `proposal-signature`; HttpProblem `not-found`
 */
export async function signProposal(
  house: House,
  tx: Transaction,
  me: MemberContext,
  id: string,
  signed: ActSignature,
): Promise<void> {
  const act = await findProposedAct(tx, id);
  if (!act) throw new HttpProblem("not-found");
  if (signed.memberId !== me.memberId || !(await isSignedAct(act, signed))) {
    throw new ProposalError("proposal-signature");
  }
  const signingKey = Buffer.from(fromBase64Url(signed.signingKey, 32));
  const signature = Buffer.from(fromBase64Url(signed.signature, 64));
  const both = createHash("sha256").update(signingKey).update(signature).digest("hex");
  const voucher = createHmac("sha256", house.secrets.vouching)
    .update(`proposal-signature:${id}:${me.memberId}:${both}`)
    .digest();
  const kept = await putSignature(tx, id, { name: signed.name, signingKey, signature }, voucher);
  if (!kept) throw new ProposalError("proposal-signature");
}
