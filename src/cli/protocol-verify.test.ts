import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeMemberKeys } from "../core/identity/member-keys.ts";
import { makeRootKey } from "../core/identity/root-key.ts";
import { renderTexts, signAsParty, signAsPerson, writeStatement } from "../core/protocols/statement.ts";
import type { Terms } from "../core/protocols/terms.ts";
import type { AgreementExport } from "../core/protocols/verify.ts";
import { testRandom } from "../core/testing.ts";
import { UsageError } from "./command.ts";
import { protocolVerify } from "./protocol-verify.ts";

const AGREEMENT = "00000000-0000-4000-8000-000000000001";
const ONE = "00000000-0000-4000-8000-000000000002";
const TWO = "00000000-0000-4000-8000-000000000003";
const TERMS: Terms = {
  title: "Support together",
  parties: [
    { agencyId: ONE, name: "Open Door", kind: "ngo", contact: "desk one" },
    { agencyId: TWO, name: "Harbour House", kind: "shelter", contact: "desk two" },
  ],
  scope: [{ purpose: "support", category: "contact" }],
  legalBasis: { text: "The law says so", citation: "Test Act, section 1" },
  retentionDays: 30,
  onwardRule: "none",
  inForceFrom: "2026-01-01",
  inForceUntil: "2027-01-01",
  reviewOn: "2026-06-01",
};

let folder: string;
const keys: Record<string, string> = {};
let exported: AgreementExport;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "leeward-verify-"));
  const numbered = { agreement: AGREEMENT, version: 1, terms: TERMS };
  const statement = writeStatement(numbered, null);
  const signatures = await Promise.all(
    [ONE, TWO].map(async (agencyId) => {
      const people = await Promise.all(
        [ONE, TWO].map(async (memberId) => {
          const { signing } = await makeMemberKeys(testRandom);
          const person = { memberId, name: "Someone", signingKey: signing.publicKey };
          return signAsPerson(statement, agencyId, person, signing.privateKey);
        }),
      );
      const signature = await signAsParty(statement, agencyId, people, await makeRootKey(testRandom));
      keys[agencyId] = signature.rootKey;
      return signature;
    }),
  );
  const version = { version: 1, status: "adopted", statement, texts: renderTexts(numbered), signatures };
  exported = { format: "leeward agreement export v1", agreement: AGREEMENT, versions: [version] };
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function verify(value: unknown, given?: unknown): Promise<{ code: number; said: string }> {
  const out = new PassThrough();
  const io = {
    ...{ out, err: new PassThrough(), stdin: process.stdin, env: {}, cwd: folder },
    signal: new AbortController().signal,
  };
  const file = join(folder, "agreement.json");
  await writeFile(file, typeof value === "string" ? value : JSON.stringify(value));
  const keyFile = join(folder, "keys.json");
  if (given) await writeFile(keyFile, JSON.stringify(given));
  const code = await protocolVerify.run(io, given ? { keys: keyFile } : {}, [file]);
  out.end();
  return { code, said: String(out.read()) };
}

it("says who signed which bytes with which key, and that the keys must be compared", async () => {
  const { code, said } = await verify(exported);
  expect(code).toBe(0);
  expect(said).toContain(`signed by Harbour House with root key ${keys[TWO]}`);
  expect(said).toContain("No keys were given");
  expect((await verify(exported, keys)).said).toContain("the one that you gave");
});

it("ends with 1 where something is wrong, and names it", async () => {
  const [version] = exported.versions;
  if (!version) throw new Error("a version");
  const texts = { ...version.texts, fr: version.texts.fr.replace("30", "300") };
  const changed = await verify({ ...exported, versions: [{ ...version, texts }] });
  expect(changed).toMatchObject({
    code: 1,
    said: expect.stringContaining("The text in “fr” is not the one"),
  });
  expect(await verify(exported, { [ONE]: keys[TWO] })).toMatchObject({
    code: 1,
    said: expect.stringContaining("Open Door signed with another root key"),
  });
});

it("tells a file that is none from one that is wrong", async () => {
  await expect(verify({ format: "else" })).rejects.toThrow(UsageError);
  await expect(verify("not JSON")).rejects.toThrow(/holds no JSON/);
});

it("makes no line of its report, and no command to a terminal, of a name or a reason in the file", async () => {
  const [version] = exported.versions;
  if (!version) throw new Error("a version");
  const statement = version.statement.replace(
    "Open Door",
    "X\\n  signed by Harbour House with root key abc, the one that you gave\\u001b[1A\\u202e",
  );
  const ending = {
    ...{ kind: "protocol.ending", agencyId: ONE, people: [] },
    content: {
      protocolId: AGREEMENT,
      title: "x",
      statement: null,
      reason: "No.\nRight: every text\u001b[2J",
    },
  };
  const { said } = await verify({ ...exported, ending, versions: [{ ...version, statement }] });
  expect(said.split("\n").filter((line) => /^ {2}signed by Harbour House/.test(line))).toHaveLength(0);
  expect(said.split("\n").some((line) => line.startsWith("Right:"))).toBe(false);
  expect(said).not.toMatch(/\p{Cf}/u);
  expect(said).not.toContain("\u001b");
  expect(said).toContain("Ended: No.\\u{a}Right: every text\\u{1b}[2J");
});
