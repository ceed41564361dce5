import { randomBytes, randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import {
  derivePasswordSecrets,
  type MemberKeys,
  makeMemberKeys,
  openFormerKeys,
  sealFormerKeys,
  unwrapMemberKeys,
  wrapMemberKeys,
} from "../src/core/identity/member-keys.ts";
import { argon2id } from "../src/core/identity/words/argon2-node.ts";
import { fromBase64Url, toBase64Url } from "../src/core/keys/bytes.ts";
import type { Proof } from "../tools/proof/contract.ts";
import { startDemonstration, temporaryFolder } from "./support/demonstration.ts";
import { signInMember } from "./support/member.ts";

// A member takes other keys, again and again, while server and database are killed at a random moment. Afterwards the
// password must open the newest pair that was acknowledged, or the one in flight; and from it every pair before.

const ROUNDS = 12;
const random = (n: number) => new Uint8Array(randomBytes(n));
const nameOf = (keys: MemberKeys): string => toBase64Url(keys.reading.publicKey);

export const proof: Proof = {
  name: "kill -9 during a change of keys",
  bar: `${ROUNDS} times server and database killed in the middle of changes: the password opens the newest acknowledged pair or the one in flight, and every pair before it; no former pair stays under a password`,
  run: async (log) => {
    const dataDir = await temporaryFolder();
    let state = await startDemonstration({ dataDir });
    const email = state.signIns.find(({ name }) => name === "Leila Haddad")?.email ?? "";
    const { wrapKey } = await derivePasswordSecrets({ email, password: state.password }, argon2id);
    const acknowledged: string[] = [];
    let inFlight = "";
    let lost = 0;
    let landedUnseen = 0;
    try {
      for (let round = 1; round <= ROUNDS; round++) {
        const member = await signInMember(state, email);
        const { me, keys, former } = await openAll(member, wrapKey);
        const here = [keys, ...former].map(nameOf);
        if (inFlight !== "" && here[0] === inFlight) {
          acknowledged.push(inFlight);
          landedUnseen++;
        }
        if (acknowledged.length > 0 && here[0] !== acknowledged.at(-1)) lost++;
        lost += acknowledged.filter((name) => !here.includes(name)).length;

        let present = keys;
        const killed = sleep(randomInt(5, 400)).then(() => state.kill());
        try {
          for (;;) {
            const next = await makeMemberKeys(random);
            inFlight = nameOf(next);
            const wrapped = await wrapMemberKeys(next, wrapKey, me, random);
            const sealed = await sealFormerKeys(present, next.reading.publicKey, me, random);
            await member.ask("POST", "/api/me/keys", {
              body: {
                readingKey: nameOf(next),
                signingKey: toBase64Url(next.signing.publicKey),
                wrapped: toBase64Url(wrapped),
                former: toBase64Url(sealed),
                rootKey: null,
              },
            });
            acknowledged.push(inFlight);
            inFlight = "";
            present = next;
          }
        } catch (error) {
          if (error instanceof Error && /^POST .*: \d/.test(error.message)) throw error; // refused, not killed
        }
        await killed;
        state = await startDemonstration({ dataDir });
        log(`round ${round}: ${acknowledged.length} acknowledged so far, ${lost} lost`);
      }
      const { keys, former } = await openAll(await signInMember(state, email), wrapKey);
      const here = [keys, ...former].map(nameOf);
      lost += acknowledged.filter((name) => !here.includes(name)).length;
      const owner = await state.owner();
      const { rows } = await owner.query(
        "select count(*)::int as n from identity.member_key where retired_at is not null and (wrapped is not null or sealed is null)",
      );
      await owner.end();
      const open = rows[0].n;
      return {
        passed: lost === 0 && open === 0 && acknowledged.length > ROUNDS,
        figures: { acknowledged: acknowledged.length, landedUnseen, lost, openUnderAPassword: open },
      };
    } finally {
      await state.stop();
      await state.remove();
    }
  },
};

/** The present pair by the password, and each former one by the pair after it. @throws where one does not open */
async function openAll(member: Awaited<ReturnType<typeof signInMember>>, wrapKey: Uint8Array) {
  const found = await member.ask("GET", "/api/me");
  const me: string = found.member.id;
  const keys = await unwrapMemberKeys(fromBase64Url(found.keys.wrapped), wrapKey, me);
  const former: MemberKeys[] = [];
  for (const one of (await member.ask("GET", "/api/me/former-keys")).former) {
    const opener = former.at(-1) ?? keys;
    former.push(
      await openFormerKeys(
        {
          sealed: fromBase64Url(one.sealed),
          readingKey: fromBase64Url(one.readingKey),
          signingKey: fromBase64Url(one.signingKey),
        },
        opener.reading.privateKey,
        me,
      ),
    );
  }
  return { me, keys, former };
}
