import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { compareLogs, type PlatformEntry } from "./compare.ts";
import type { LoggedEntry } from "./log.ts";

const WHAT = { caseId: "c", category: "contact", purpose: "support", clause: "holder", dataKeyId: "k" };
const own = (n: number, entry: string | null, change: object = {}): LoggedEntry =>
  ({ kind: "opened", n, at: "", previous: "", entry, memberId: "m", ...WHAT, ...change }) as LoggedEntry;
const look = (entry: string, change: object = {}): PlatformEntry => ({
  entry,
  kind: "section.read",
  at: "",
  content: JSON.stringify({ kind: "section.read", memberId: "m", reader: "member", ...WHAT, ...change }),
  salt: null,
  logIndex: null,
});
const unopened = (of: string): PlatformEntry => ({
  ...look("99"),
  kind: "section.not-opened",
  content: JSON.stringify({ entry: Number(of), why: "keys-closed" }),
});

it("finds both sides the same where they say the same, and where neither opened", () => {
  expect(
    compareLogs([own(1, "10"), own(2, "11")], [look("10"), look("11"), look("12"), unopened("12")]),
  ).toEqual({
    same: 2,
    differences: [],
  });
  // The person has no number of a member, and states no purpose; an erased case says nothing.
  const person = { memberId: null, purpose: null, clause: "person" };
  const byPerson = look("10", { memberId: undefined, purpose: undefined, clause: "person" });
  expect(compareLogs([own(1, "10", person)], [byPerson])).toMatchObject({ same: 1 });
  expect(compareLogs([own(1, "10")], [{ ...look("10"), content: null }])).toMatchObject({ same: 1 });
});

// Kills: a side that is not looked at, a field that is not compared.
it("names what one side has and the other lacks, or says otherwise", () => {
  const found = (opened: LoggedEntry[], platform: PlatformEntry[]) =>
    compareLogs(opened, platform).differences;
  expect(found([own(1, "10")], [])).toEqual([{ what: "unrecorded", n: 1, entry: "10" }]);
  expect(found([own(1, null)], [])).toEqual([{ what: "unrecorded", n: 1, entry: null }]);
  expect(found([], [look("10")])).toEqual([{ what: "unseen", entry: "10" }]);
  expect(found([own(1, "10"), own(2, "10")], [look("10")])).toEqual([
    { what: "repeated", n: 2, entry: "10" },
  ]);
  expect(found([own(1, "10")], [look("10"), unopened("10")])).toEqual([
    { what: "contradicted", n: 1, entry: "10" },
  ]);
  for (const field of ["caseId", "category", "memberId", "purpose", "clause", "dataKeyId"]) {
    const differences = found([own(1, "10", { [field]: "other" })], [look("10")]);
    expect(differences).toEqual([{ what: "different", n: 1, entry: "10", fields: [field] }]);
  }
});

// Kills: keys that are not compared, or compared by their number alone.
it("names a key that was published for the agency and not made at its holder", () => {
  const publicKey = Buffer.alloc(32, 7).toString("base64url");
  const made = { kind: "key", n: 0, at: "", previous: "", version: 2, publicKey } as LoggedEntry;
  const published = (version: number, key: Buffer): PlatformEntry => ({
    ...look("5"),
    kind: "key.published",
    content: JSON.stringify({ version, sha256: createHash("sha256").update(key).digest("hex") }),
  });
  const found = (...platform: PlatformEntry[]) => compareLogs([made], platform).differences;
  expect(found(published(1, Buffer.alloc(32, 1)), published(2, Buffer.alloc(32, 7)))).toEqual([]);
  expect(found(published(2, Buffer.alloc(32, 8)))).toEqual([{ what: "foreign-key", entry: "5", version: 2 }]);
  expect(found(published(3, Buffer.alloc(32, 7)))).toEqual([{ what: "foreign-key", entry: "5", version: 3 }]);
});
