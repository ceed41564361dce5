import type { Transaction } from "../../core/db/index.ts";
import { toBase64Url } from "../../core/keys/index.ts";
import { DoorError } from "./errors.ts";
import { recipientsHash, type SignedRecipients, verifyRecipients } from "./recipients.ts";
import { findNewestRecipients, findRootKey, listIntakeMembers } from "./store.ts";

/**
 * Whether a supervisor's new list may be published: signed by the agency's root key, next in the chain, and everyone
 * on it an active intake worker of the agency with that very key.
 *
 * @throws DoorError `no-root-key`, `recipients-order`, `bad-recipients`, `not-intake`
 */
export async function ensurePublishable(
  tx: Transaction,
  agencyId: string,
  signed: SignedRecipients,
): Promise<void> {
  const { rootKey } = await findRootKey(tx, agencyId);
  if (!rootKey) throw new DoorError("no-root-key");
  const newest = await findNewestRecipients(tx, agencyId);
  const next = (newest?.list.version ?? 0) + 1;
  if (signed.list.version !== next) throw new DoorError("recipients-order", { next });
  const verdict = await verifyRecipients(signed, rootKey, {
    agencyId,
    minVersion: next,
    ...(newest && { previous: { list: newest.list, hash: recipientsHash(newest.list) } }),
  });
  if (!verdict.ok) throw new DoorError("bad-recipients", { reason: verdict.reason });
  const members = new Map((await listIntakeMembers(tx, agencyId)).map((member) => [member.id, member]));
  for (const { memberId, readingKey, signingKey } of signed.list.recipients) {
    const member = members.get(memberId);
    const hasTheseKeys =
      member &&
      toBase64Url(member.readingKey) === readingKey &&
      toBase64Url(member.signingKey) === signingKey;
    if (!hasTheseKeys) throw new DoorError("not-intake", { memberId });
  }
}
