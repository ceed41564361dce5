import { type MemberKeys, openFormerKeys } from "../../core/identity/member-keys.ts";
import { CryptoError, fromBase64Url } from "../../core/keys/bytes.ts";
import type { Api } from "../api/client.ts";
import type { FormerKeys } from "../api/keys-answers.ts";
import type { OwnKeys } from "./key-ring.ts";

/** My present keys with all former ones that they open, the newest first. */
export async function withFormerKeys(keys: MemberKeys, memberId: string, api: Api): Promise<OwnKeys> {
  const { former } = await api.get<{ former: readonly FormerKeys[] }>("/api/me/former-keys");
  const opened: MemberKeys[] = [];
  for (const one of former) {
    const found = one.sealed && (await openBy([keys, ...opened], one, one.sealed, memberId));
    if (found) opened.push(found);
  }
  return { ...keys, former: opened };
}

/** Former keys lie sealed to the pair that came after them, or to one that they were given back to. */
async function openBy(
  openers: readonly MemberKeys[],
  former: FormerKeys,
  sealed: string,
  memberId: string,
): Promise<MemberKeys | undefined> {
  for (const { reading } of openers) {
    try {
      return await openFormerKeys(
        {
          sealed: fromBase64Url(sealed),
          readingKey: fromBase64Url(former.readingKey, 32),
          signingKey: fromBase64Url(former.signingKey, 32),
        },
        reading.privateKey,
        memberId,
      );
    } catch (error) {
      if (!(error instanceof CryptoError)) throw error; // sealed to another of them, or to one that is lost
    }
  }
  return undefined;
}
