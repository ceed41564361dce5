import { mailboxAddress } from "../../core/identity/words/mailbox.ts";
import { signChallenge } from "../../core/identity/words/statements.ts";
import { chooseCurves } from "../../core/keys/curves.ts";
import { fromBase64Url, toBase64Url } from "../../core/keys/index.ts";
import { makeSealKeys } from "../../core/keys/seal.ts";
import { testRandom } from "../../core/testing.ts";
import type { TestCare } from "./testing.ts";

/** For tests: what a person's browser does with a code and with words. */
export function wordsAt(care: () => TestCare) {
  /** What a browser would make: public halves, and a way to begin a visit. */
  async function makeWords() {
    const reading = await makeSealKeys(testRandom);
    const signingKey = testRandom(32);
    const signing = await (await chooseCurves()).signingPublicKey(signingKey);
    const address = mailboxAddress({ readingKey: reading.publicKey, signingKey: signing });
    return {
      address,
      signingKey,
      body: { address, readingKey: toBase64Url(reading.publicKey), signingKey: toBase64Url(signing) },
    };
  }
  const nobody = () => ({ host: new URL(care().house.origin).host, origin: care().house.origin });
  const post = async (url: string, payload: object) => {
    const answer = await care().house.app.inject({ method: "POST", url, headers: nobody(), payload });
    return { status: answer.statusCode, body: answer.body ? answer.json() : undefined };
  };
  const take = (code: string, words: Awaited<ReturnType<typeof makeWords>>) =>
    post("/api/new-words", { code, ...words.body });
  async function visit(words: { address: string; signingKey: Uint8Array }) {
    const { nonce } = (await post("/api/words/challenge", { address: words.address })).body;
    const signature = await signChallenge(words.signingKey, {
      purpose: "begin-visit",
      address: words.address,
      nonce: fromBase64Url(nonce, 32),
    });
    return post("/api/words/session", { address: words.address, nonce, signature });
  }
  const filesOf = async (session: string) => {
    const headers = { ...nobody(), authorization: `Words ${session}` };
    return (await care().house.app.inject({ method: "GET", url: "/api/my-file", headers })).json().cases;
  };
  return { makeWords, post, take, visit, filesOf };
}
