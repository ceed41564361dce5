import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fromBase32, fromBase64Url, toBase64Url } from "../../core/keys/index.ts";
import { type TestHouse, type TestMember, testHouse, testRandom } from "../../core/testing.ts";
import {
  byUrgency,
  changeMarks,
  DESK_TAGS,
  type DeskNote,
  type DeskTag,
  type MarksChange,
  mergeMarks,
  mergeReports,
  NO_MARKS,
  noteUnitsMax,
  sameReports,
  takeOut,
  URGENCIES,
} from "./desk-note.ts";
import { type SignedRecipients, type VerifiedRecipients, verifyRecipients } from "./recipients.ts";
import { lockDeskNote, openDeskNote, type StoredDeskNote } from "./stored-desk-note.ts";
import { openTestDoor, someoneWrites, type TestDoor } from "./testing.ts";

/** Random marks, changes and inboxes; the laws below hold for each. */
const anyUrgency = fc.constantFrom(null, ...URGENCIES);
const anyMarks = fc.record({
  urgency: anyUrgency,
  tags: fc.subarray([...DESK_TAGS]),
  spam: fc.boolean(),
  callBack: fc
    .option(
      fc.record({
        from: fc.integer({ min: 490_000, max: 499_000 }),
        hours: fc.integer({ min: 0, max: 168 }),
      }),
    )
    .map((call) => call && { from: call.from, until: call.from + call.hours }),
  sameAs: fc.option(fc.constantFrom("a".repeat(26), `${"b".repeat(25)}e`)),
});
/** Most call-backs of the worlds above begin before it, some after. */
const HOUR = 496_000;
const anyChange: fc.Arbitrary<MarksChange> = fc.record(
  {
    urgency: anyUrgency,
    tags: fc.dictionary(fc.constantFrom(...DESK_TAGS), fc.boolean()) as fc.Arbitrary<
      Partial<Record<DeskTag, boolean>>
    >,
    spam: fc.boolean(),
  },
  { requiredKeys: [] },
);
const anyHour = fc.integer({ min: 490_000, max: 499_999 }).map((h) => new Date(h * 3_600_000).toISOString());
const anyLine = fc.record({
  address: fc.uuid(),
  waitingSince: fc.option(anyHour),
  openedHour: anyHour,
  marks: anyMarks,
});

describe("marks", () => {
  // Kills: a change that resets what it does not name; tags kept in the order of typing; a tag that cannot be taken off.
  it("change in what a worker changed and in nothing else, and the same twice is the same once", () => {
    fc.assert(
      fc.property(anyMarks, anyChange, (marks, change) => {
        const after = changeMarks(marks, change);
        expect(changeMarks(after, change)).toEqual(after);
        expect(changeMarks(marks, {})).toEqual(marks);
        expect(after.urgency).toBe(change.urgency === undefined ? marks.urgency : change.urgency);
        for (const tag of DESK_TAGS) {
          expect(after.tags.includes(tag)).toBe(change.tags?.[tag] ?? marks.tags.includes(tag));
        }
      }),
    );
  });

  it("of two workers who changed different things are the same in either order", () => {
    fc.assert(
      fc.property(anyMarks, fc.boolean(), anyUrgency, (marks, isChild, urgency) => {
        const [one, other] = [{ tags: { child: isChild } }, { urgency }];
        expect(changeMarks(changeMarks(marks, one), other)).toEqual(
          changeMarks(changeMarks(marks, other), one),
        );
      }),
    );
  });
});

describe("the inbox", () => {
  // Kills: a call-back that is due left where it was, or lifted before its hour; answered before waiting; shortest wait first; `calm` before `soon`; unmarked last; a sort that drops a line.
  it("puts nobody who waits behind someone answered who is not urgent, and the longest wait first among equals", () => {
    fc.assert(
      fc.property(fc.array(anyLine), (lines) => {
        const sorted = byUrgency(lines, ({ marks }) => marks, HOUR);
        expect([...sorted].sort((a, b) => (a.address < b.address ? -1 : 1))).toEqual(
          [...lines].sort((a, b) => (a.address < b.address ? -1 : 1)),
        );
        for (const [index, line] of sorted.entries()) {
          const next = sorted[index + 1];
          if (!next) continue;
          const isNow = ({ marks: { urgency, callBack } }: typeof line) =>
            urgency === "now" || (callBack !== null && callBack.from <= HOUR);
          if (isNow(next)) expect(isNow(line)).toBe(true);
          if (next.waitingSince && !isNow(line)) expect(line.waitingSince).not.toBeNull();
          if (next.waitingSince && line.waitingSince && isNow(line) === isNow(next)) {
            const isCalm = (one: typeof line) => one.marks.urgency === "calm";
            if (isCalm(line)) expect(isCalm(next)).toBe(true);
            if (isCalm(line) === isCalm(next)) expect(line.waitingSince <= next.waitingSince).toBe(true);
          }
        }
      }),
    );
  });
});

describe("conversations that tell of the same", () => {
  // Kills: one direction alone; no chain; itself among them; a chain that goes in a ring without an end.
  it("are found in both directions and through others, and never itself", () => {
    const names = ["a", "b", "c", "d", "e", "f"];
    const anyMarksOfAll = fc
      .array(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names)), { maxLength: 6 })
      .map((pairs) => new Map(pairs));
    fc.assert(
      fc.property(anyMarksOfAll, fc.constantFrom(...names), (marks, of) => {
        // Step by step, as far as there are names: who is next to somebody found is found.
        const found = names.map((name) => name === of);
        for (const _step of names)
          for (const [one, other] of marks) {
            const [at, beside] = [names.indexOf(one), names.indexOf(other)];
            const isFound = found[at] || found[beside] || false;
            found[at] = isFound;
            found[beside] = isFound;
          }
        const wanted = names.filter((name, at) => found[at] && name !== of);
        expect(sameReports(of, marks)).toEqual(wanted);
      }),
    );
  });
});

describe("conversations that are worked on as one", () => {
  const names = ["a", "b", "c", "d", "e", "f"];
  const anyLinks = fc
    .array(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names)), { maxLength: 6 })
    .map((pairs) => new Map(pairs));

  // Kills: a line shown twice, or lost; two that tell of the same in two rows; two that do not in one.
  it("are one row for each report, and each conversation stands in one row", () => {
    fc.assert(
      fc.property(anyLinks, fc.subarray(names), (links, here) => {
        const rows = mergeReports(
          here.map((address) => ({ address })),
          links,
        ).map((row) => row.map(({ address }) => address));
        expect(rows.flat().sort()).toEqual(here);
        for (const one of here)
          for (const other of here) {
            const isOne = rows.some((row) => row.includes(one) && row.includes(other));
            expect(isOne, `${one} ${other}`).toBe(one === other || sameReports(one, links).includes(other));
          }
      }),
    );
  });

  // Kills: a calm one hides an urgent one, or one that nobody has looked at; one spam makes all of them spam.
  it("are as urgent as the most urgent of them, and spam only where each is", () => {
    fc.assert(
      fc.property(fc.array(anyMarks, { minLength: 1, maxLength: 4 }), (all) => {
        const merged = mergeMarks(all);
        const rank = ({ urgency }: { urgency: string | null }) =>
          urgency === "now" ? 0 : urgency === "calm" ? 2 : 1;
        expect(rank(merged)).toBe(Math.min(...all.map(rank)));
        expect(merged.spam).toBe(!all.some(({ spam }) => !spam));
        for (const tag of DESK_TAGS)
          expect(merged.tags.includes(tag)).toBe(all.some(({ tags }) => tags.includes(tag)));
        const calls = all.flatMap(({ callBack }) => callBack?.from ?? []);
        expect(merged.callBack?.from).toBe(calls.length > 0 ? Math.min(...calls) : undefined);
      }),
    );
  });

  // Kills: a link from the other side that stays; those that were linked through it fall apart; a link to itself is left.
  it("are taken apart again, and the others stay together", () => {
    fc.assert(
      fc.property(anyLinks, fc.constantFrom(...names), (links, of) => {
        const others = sameReports(of, links);
        const after = new Map(links);
        for (const [address, sameAs] of takeOut(of, links)) {
          if (sameAs === null) after.delete(address);
          else after.set(address, sameAs);
        }
        expect(sameReports(of, after)).toEqual([]);
        expect(after.get(of)).toBeUndefined();
        for (const other of others) {
          // As they hang together without it, and those that hung on it alone are kept with the rest.
          expect(sameReports(other, after)).toEqual(others.filter((one) => one !== other));
        }
      }),
    );
  });
});

describe("a note of the desk", () => {
  let house: TestHouse;
  let door: TestDoor;
  let colleague: TestMember;
  let other: TestMember;
  let elsewhere: TestMember;

  beforeAll(async () => {
    house = await testHouse();
    door = await openTestDoor(house);
    const add = (agencyId: string, name: string, role: string) =>
      house.addMember({ agencyId, name, roles: [role] });
    colleague = await add(door.agencyId, "Sana", "intake-worker");
    other = await add(door.agencyId, "Omar", "intake-worker");
    const shelter = await house.addAgency({ name: "Harbour House", kind: "shelter" });
    elsewhere = await add(shelter, "Grace", "intake-worker");
    await door.publish([door.intake, colleague]);
  });
  afterAll(() => house.stop());

  interface Answer {
    readonly readingKey: string;
    readonly signingKey: string;
    readonly notes: readonly unknown[];
    readonly recipients: readonly SignedRecipients[];
  }
  const look = async (member: TestMember, address: string) => {
    const answer = await door.as(member)<Answer>(`/api/inbox/${address}`);
    const mailbox = {
      address,
      readingKey: fromBase64Url(answer.readingKey, 32),
      signingKey: fromBase64Url(answer.signingKey, 32),
    };
    const lists: VerifiedRecipients[] = [];
    for (const signed of answer.recipients) {
      const expected = { agencyId: door.agencyId, minVersion: 1 };
      const verdict = await verifyRecipients(signed, door.rootKey, expected);
      if (!verdict.ok) throw new Error(verdict.reason);
      lists.push(verdict.recipients);
    }
    const newest = lists.at(-1);
    if (!newest) throw new Error("a door has a list");
    return { answer, mailbox, lists, newest };
  };
  const lock = async (
    member: TestMember,
    address: string,
    note: Partial<DeskNote>,
    order?: number,
  ): Promise<StoredDeskNote> => {
    const { mailbox, newest, answer } = await look(member, address);
    return lockDeskNote(
      { mailbox, order: order ?? answer.notes.length + 1, recipients: newest },
      { memberId: member.id, hour: 496_000, text: "", marks: NO_MARKS, ...note },
      member.keys.signing.privateKey,
      testRandom,
    );
  };
  const send = (member: TestMember, address: string, note: unknown) =>
    door
      .as(member)(`/api/inbox/${address}/notes`, { method: "POST", body: { note }, key: randomUUID() })
      .then(
        () => "kept",
        (error: Error & { code?: string }) => error.code ?? error.name,
      );
  const readAll = async (member: TestMember, address: string) => {
    const { answer, mailbox, lists } = await look(member, address);
    return Promise.all(
      answer.notes.map((stored, index) => {
        const { recipientsVersion } = stored as StoredDeskNote;
        const recipients = lists.find(({ list }) => list.version === recipientsVersion);
        if (!recipients) throw new Error("the server sends every list that a note names");
        const as = { memberId: member.id, readingKey: member.keys.reading.privateKey };
        return openDeskNote(stored, { mailbox, order: index + 1, recipients }, as);
      }),
    );
  };
  const textsOf = async (member: TestMember, address: string) =>
    (await readAll(member, address)).map((read) => (read.ok ? read.note.text : read.reason));

  it("is read by those on the list, with its marks, and by nobody who is not; the person never meets it", async () => {
    const person = await someoneWrites(door, "Help");
    const marks = {
      urgency: "now",
      tags: ["child", "papers"],
      spam: false,
      callBack: null,
      sameAs: null,
    } as const;
    const note = await lock(door.intake, person.address, { text: "Call the guardian first.", marks });
    expect(await send(door.intake, person.address, note)).toBe("kept");
    const [read] = await readAll(colleague, person.address);
    expect(read).toEqual({
      ok: true,
      note: { memberId: door.intake.id, hour: 496_000, text: "Call the guardian first.", marks },
    });
    expect(await textsOf(other, person.address), "an intake worker who is not on the list").toEqual([
      "not-for-you",
    ]);
    expect(await person.read()).toEqual(["Help"]);
    const { rows } = await house.owner.query("select envelope from door.desk_note");
    // What is locked may spell anything by chance: the names and values around it may not.
    const { ciphertext, seals, ...outside } = JSON.parse(rows[0].envelope);
    expect(JSON.stringify(outside)).not.toMatch(/Call|now|child|papers|hour|memberId/);
    expect(Object.keys(outside).sort()).toEqual(["order", "recipientsVersion", "version"]);
    expect(Buffer.from(ciphertext, "base64url").toString("latin1")).not.toMatch(/guardian/);
    expect(seals.flatMap((one: object) => Object.keys(one)).sort()).toEqual(["sealed", "sealed", "to", "to"]);
  });

  it("says the same length to the server whatever is marked, and for every text below a kilobyte", async () => {
    const person = await someoneWrites(door, "Help");
    const plain = await lock(door.intake, person.address, {});
    const marks = {
      urgency: "now",
      tags: DESK_TAGS,
      spam: true,
      callBack: { from: 490_000, until: 490_002 },
      sameAs: "a".repeat(26),
    } as const;
    const full = await lock(door.intake, person.address, { text: "x".repeat(500), marks });
    expect(full.ciphertext.length).toBe(plain.ciphertext.length);
  });

  it("of two who note at once loses no word: one is kept, the other is told and comes after it", async () => {
    const person = await someoneWrites(door, "Help");
    const { address } = person;
    const [mine, theirs] = [
      await lock(door.intake, address, {
        text: "She is fourteen.",
        marks: changeMarks(NO_MARKS, { tags: { child: true } }),
      }),
      await lock(colleague, address, {
        text: "She needs a bed.",
        marks: changeMarks(NO_MARKS, { tags: { shelter: true } }),
      }),
    ];
    const both = await Promise.all([send(door.intake, address, mine), send(colleague, address, theirs)]);
    expect([...both].sort()).toEqual(["kept", "note-order"]);
    const late = both[0] === "kept" ? colleague : door.intake;
    const [text, tag] = late === colleague ? ["She needs a bed.", "shelter"] : ["She is fourteen.", "child"];
    const [first] = await readAll(late, address);
    if (!first?.ok) throw new Error("the first note opens");
    const marks = changeMarks(first.note.marks, { tags: { [tag]: true } });
    expect(await send(late, address, await lock(late, address, { text, marks }))).toBe("kept");
    expect([...(await textsOf(door.intake, address))].sort()).toEqual([
      "She is fourteen.",
      "She needs a bed.",
    ]);
    const last = (await readAll(colleague, address)).at(-1);
    expect(last?.ok && last.note.marks.tags).toEqual(["child", "shelter"]);
  });

  it("is refused where it is locked to others than the list, to an old list, or comes from someone not on it", async () => {
    const { address } = await someoneWrites(door, "Help");
    const note = await lock(door.intake, address, { text: "x" });
    const { seals } = note;
    expect(await send(door.intake, address, { ...note, seals: seals.slice(1) })).toBe("bad-note");
    const doubled = [seals[0], seals[0]];
    expect(await send(door.intake, address, { ...note, seals: doubled })).toBe("bad-note");
    const extra = [...seals, { ...seals[0], to: "mailbox" }];
    expect(await send(door.intake, address, { ...note, seals: extra }), "the person").toBe("bad-note");
    const short = { ...note, ciphertext: note.ciphertext.slice(0, -4) };
    expect(await send(door.intake, address, short), "another length").toBe("bad-note");
    expect(await send(door.intake, address, { ...note, recipientsVersion: 1 })).toBe("recipients-changed");
    expect(await send(other, address, note)).toBe("not-listed");
    expect(await send(elsewhere, address, note), "another agency").toBe("not-found");
    expect(await send(door.supervisor, address, note), "a supervisor").toBe("not-found");
    expect(await send(door.intake, address, { ...note, order: 2 })).toBe("note-order");
    expect(await textsOf(door.intake, address)).toEqual([]);
  });

  it("does not open in another place, another mailbox, with a bit changed, or by another writer", async () => {
    const [one, two] = [await someoneWrites(door, "One"), await someoneWrites(door, "Two")];
    const note = await lock(door.intake, one.address, { text: "Only here." });
    const { mailbox, newest } = await look(colleague, one.address);
    const as = { memberId: colleague.id, readingKey: colleague.keys.reading.privateKey };
    const place = { mailbox, order: 1, recipients: newest };
    const saidOf = async (stored: unknown, at: Partial<typeof place> = {}) => {
      const read = await openDeskNote(stored, { ...place, ...at }, as);
      return read.ok ? read.note.text : read.reason;
    };
    expect(await saidOf(note)).toBe("Only here.");
    expect(await saidOf({ ...note, order: 2 }, { order: 2 })).toBe("does-not-open");
    const foreign = (await look(colleague, two.address)).mailbox;
    expect(await saidOf(note, { mailbox: foreign })).toBe("does-not-open");
    const bytes = fromBase64Url(note.ciphertext);
    for (const at of [0, 40, bytes.length - 1]) {
      const changed = Uint8Array.from(bytes, (byte, index) => (index === at ? byte ^ 1 : byte));
      expect(await saidOf({ ...note, ciphertext: toBase64Url(changed) })).toBe("does-not-open");
    }
    expect(await saidOf({ ...note, seals: [...note.seals].reverse() })).toBe("does-not-open");
    expect(await saidOf("nothing")).toBe("does-not-open");
    const forged = lockDeskNote(
      { ...place },
      { memberId: door.intake.id, hour: 1, text: "x", marks: NO_MARKS },
      colleague.keys.signing.privateKey,
      testRandom,
    );
    await expect(forged, "in a colleague's name").rejects.toThrow("signing key");
    const tooLong = lock(door.intake, one.address, { text: "x".repeat(noteUnitsMax + 1) });
    await expect(tooLong).rejects.toThrow("too long");
  });

  it("is listed once for each mailbox, the newest, for those who read here; and goes with the letters", async () => {
    const { address } = await someoneWrites(door, "Help");
    await send(door.intake, address, await lock(door.intake, address, { text: "first" }));
    await send(door.intake, address, await lock(door.intake, address, { text: "second" }));
    type Newest = { mailboxes: { address: string; note: { order: number } }[]; rootKey: string | null };
    const list = (member: TestMember) => door.as(member)<Newest>("/api/inbox/notes");
    const mine = (await list(colleague)).mailboxes.filter((one) => one.address === address);
    expect(mine.map(({ note }) => note.order)).toEqual([2]);
    const { mailboxes } = await door.as(colleague)<{ mailboxes: { address: string; lastNote: number }[] }>(
      "/api/inbox",
    );
    expect(mailboxes.find((one) => one.address === address)?.lastNote).toBe(2);
    for (const member of [elsewhere, door.supervisor]) expect((await list(member)).mailboxes).toEqual([]);
    const bytes = Buffer.from(fromBase32(address));
    await house.owner.query("delete from door.mailbox where address = $1", [bytes]);
    const left = await house.owner.query("select from door.desk_note where mailbox = $1", [bytes]);
    expect(left.rowCount).toBe(0);
  });
});
