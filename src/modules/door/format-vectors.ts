import {
  derivePasswordSecrets,
  makeMemberKeys,
  unwrapMemberKeys,
  wrapMemberKeys,
} from "../../core/identity/member-keys.ts";
import type { Argon2id } from "../../core/identity/words/argon2id.ts";
import { secretToDigits } from "../../core/identity/words/digits.ts";
import { wordLanguages } from "../../core/identity/words/lists.ts";
import { deriveMailboxKeys, type MailboxKeys } from "../../core/identity/words/mailbox.ts";
import { newSecret } from "../../core/identity/words/secret.ts";
import { signChallenge, signStatement } from "../../core/identity/words/statements.ts";
import { secretToWords } from "../../core/identity/words/words.ts";
import { type Random, toBase64Url, utf8 } from "../../core/keys/bytes.ts";
import { canonicalJson } from "../../core/keys/canonical-json.ts";
import { encryptContent } from "../../core/keys/content.ts";
import { signingKeysOf } from "../../core/keys/derive.ts";
import { seal, sealKeysOf } from "../../core/keys/seal.ts";
import { seededRandom } from "../../core/keys/testing.ts";
import { readLetter, writeLetter } from "./letter.ts";
import { signRecipients, verifyRecipients } from "./recipients.ts";

/**
 * One example of every format, made from fixed randomness: `formats.txt` holds what it must give, in Node and in every
 * browser. Only tests call it.
 */
export async function formatVectors(argon2id: Argon2id): Promise<Record<string, string>> {
  const random = seededRandom("leeward formats");
  const secret = newSecret(random);
  const mailbox = await deriveMailboxKeys(secret, { doorSalt: utf8("a door's salt, 24 bytes."), argon2id });
  const vectors: Record<string, string> = { secret: toBase64Url(secret) };
  for (const language of wordLanguages)
    vectors[`words.${language}`] = (await secretToWords(secret, language)).join(" ");
  vectors.digits = secretToDigits(secret).join(" ");
  vectors["mailbox.address"] = mailbox.address;
  vectors["mailbox.readingKey"] = toBase64Url(mailbox.reading.publicKey);
  vectors["mailbox.signingKey"] = toBase64Url(mailbox.signing.publicKey);
  const challenge = { purpose: "open-mailbox", address: mailbox.address, nonce: random(32) };
  vectors.challenge = await signChallenge(mailbox.signing.privateKey, challenge);
  const statement = {
    kind: "consent",
    categories: ["contact", "needs-and-risk"],
    answer: "yes",
    hour: 498_123,
  };
  vectors.statement = canonicalJson({
    ...(await signStatement(mailbox.signing.privateKey, mailbox.address, statement)),
  });
  const context = { info: utf8("info"), aad: utf8("aad") };
  vectors.sealed = toBase64Url(await seal(mailbox.reading.publicKey, utf8("sealed"), context, random));
  vectors.content = toBase64Url(await encryptContent(random(32), utf8("content"), utf8("aad"), random));
  return {
    ...vectors,
    ...(await memberVectors(argon2id, random)),
    ...(await letterVectors(mailbox, random)),
  };
}

async function memberVectors(argon2id: Argon2id, random: Random): Promise<Record<string, string>> {
  const credentials = { email: "noor@example.org", password: "a long and calm sentence" };
  const { authSecret, wrapKey } = await derivePasswordSecrets(credentials, argon2id);
  const wrapped = await wrapMemberKeys(await makeMemberKeys(random), wrapKey, "member-1", random);
  const { reading } = await unwrapMemberKeys(wrapped, wrapKey, "member-1");
  return {
    "member.authSecret": authSecret,
    "member.wrapped": toBase64Url(wrapped),
    "member.readingKey": toBase64Url(reading.publicKey),
  };
}

async function letterVectors(keys: MailboxKeys, random: Random): Promise<Record<string, string>> {
  const root = await signingKeysOf(random(32));
  const reading = await sealKeysOf(random(32));
  const signing = await signingKeysOf(random(32));
  const recipient = {
    memberId: "member-1",
    readingKey: toBase64Url(reading.publicKey),
    signingKey: toBase64Url(signing.publicKey),
  };
  const signed = await signRecipients(
    { agencyId: "agency-1", version: 1, issuedAtHour: 498_000, previousHash: null, recipients: [recipient] },
    root.privateKey,
  );
  const verdict = await verifyRecipients(signed, root.publicKey, { agencyId: "agency-1", minVersion: 1 });
  if (!verdict.ok) throw new Error(verdict.reason);
  const { recipients } = verdict;
  const mailbox = {
    address: keys.address,
    readingKey: keys.reading.publicKey,
    signingKey: keys.signing.publicKey,
  };
  const from = { kind: "person", signingKey: keys.signing.privateKey } as const;
  const body = { text: "Hello. مرحبا.", language: "en" };
  const letter = await writeLetter({ mailbox, order: 1, hour: 498_123, from, body, recipients }, random);
  const as = { kind: "member", memberId: "member-1", readingKey: reading.privateKey } as const;
  const read = await readLetter({ letter, mailbox, order: 1, as, recipients });
  return {
    recipients: canonicalJson({
      list: { ...signed.list, recipients: [recipient] },
      signature: signed.signature,
    }),
    "recipients.hash": recipients.hash,
    letter: canonicalJson({ ...letter, seals: letter.seals.map((one) => ({ ...one })) }),
    "letter.read": read.ok
      ? canonicalJson({
          text: read.body.text,
          language: read.body.language,
          hour: read.hour,
          from: read.sender.kind,
        })
      : read.reason,
  };
}
