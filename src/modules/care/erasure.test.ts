import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CHECKPOINT_PATH, parseCheckpoint, parseNote } from "@leeward/ledger";
import { verifyLog } from "@leeward/ledger/files";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asMember } from "../../core/access/context.ts";
import { findEntry } from "../../core/ledger/store.ts";
import { writeLedger } from "../../core/ledger/testing.ts";
import { tablesThatHold } from "../../core/testing.ts";
import { type TestCare, type TestPerson, testCare } from "./testing.ts";

let care: TestCare;
let folder: string;
beforeAll(async () => {
  care = await testCare();
  folder = await mkdtemp(join(tmpdir(), "leeward-erasure-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await care.stop();
});

const rows = async (text: string, ...values: unknown[]) => (await care.house.owner.query(text, values)).rows;
const erase = async (id: string): Promise<string> =>
  (await rows("select access.erase_case($1)::text as held", id))[0].held;

/** Writes all entries of the database to a log in a folder; returns its root. */
async function writeLog(to: string): Promise<string> {
  expect(await writeLedger(care.house.connectionString, to)).toEqual([]);
  const report = await verifyLog(to);
  expect(report.fault).toBeNull();
  const { root } = parseCheckpoint(parseNote(await readFile(join(to, CHECKPOINT_PATH))).text);
  return Buffer.from(root).toString("hex");
}

const look = (as: TestCare["intake"] | TestPerson, id: string, category: string) =>
  care.request("GET", `/api/cases/${id}/sections/${category}`, { as, purpose: "support" });

describe("erasing a case", () => {
  it("leaves no row, key or salt of it; the log still verifies, in its files and written again from the database", async () => {
    const person = await care.addPerson();
    const stays = await care.openCase(await care.addPerson());
    const opened = await care.openCase(person);
    expect((await look(care.shelter, opened.id, "contact")).status).toBe(200);
    expect((await look(care.police, opened.id, "contact")).status).toBe(404);
    const ids = (
      await rows(
        `select id::text from access.consent where case_id = $1 union select id::text from access.share where case_id = $1
         union select id::text from keys.data_key where case_id = $1
         union select person_id::text from access.case_record where id = $1`,
        opened.id,
      )
    ).map(({ id }) => String(id));
    expect(ids.length).toBeGreaterThanOrEqual(6);
    await writeLog(join(folder, "log"));
    const placed = await rows(
      "select id, log_index from ledger.entry where case_id = $1 order by id",
      opened.id,
    );

    expect(await erase(opened.id)).toBe("{}");
    expect(await tablesThatHold(care.house.owner, opened.id)).toEqual(["access.erasure"]);
    for (const id of ids) expect(await tablesThatHold(care.house.owner, id), id).toEqual([]);
    expect(
      await rows(
        "select count(*)::int as n from ledger.entry where id = any ($1) and (content is not null or salt is not null)",
        placed.map(({ id }) => id),
      ),
    ).toEqual([{ n: 0 }]);
    expect((await look(care.caseworker, opened.id, "contact")).status).toBe(404);
    expect((await look(care.shelter, opened.id, "contact")).status).toBe(404);
    expect((await look(care.shelter, stays.id, "contact")).status).toBe(200);

    const grown = await writeLog(join(folder, "log"));
    expect(await writeLog(join(folder, "again")), "the same log from the database alone").toBe(grown);
    const told = await rows("select type, subject from events.domain_event order by id desc limit 3");
    expect(told.find(({ type }) => type === "case.erased")?.subject).toEqual({});
    expect(await erase(opened.id), "the same wish twice is one wish").toBe("{}");
  });

  it("shows the agency that something happened then, with its proof, and no longer what", async () => {
    const opened = await care.openCase(await care.addPerson());
    const [{ id }] = await rows("select min(id) as id from ledger.entry where case_id = $1", opened.id);
    await erase(opened.id);
    const entry = await asMember(care.house.house.db, care.intake.secret, null, (tx) =>
      findEntry(tx, String(id)),
    );
    expect(entry).toMatchObject({ kind: "case.opened", content: null, salt: null, caseId: null });
    expect(entry?.commitment).toHaveLength(32);
  });

  it("leaves what a live legal order names until the order ends, and erases the rest at once", async () => {
    const opened = await care.openCase(await care.addPerson());
    const [order] = await rows(
      `insert into access.legal_order (case_id, authority, article, recipient_agency_id, purpose, issued_at, expires_at)
       values ($1, 'City Court', '140', $2, 'investigation', now(), now() + interval '1 day') returning id`,
      opened.id,
      care.policeId,
    );
    await rows("insert into access.legal_order_category values ($1, 'needs-and-risk')", order.id);
    expect(await erase(opened.id)).toBe("{needs-and-risk}");
    const left =
      "select category from keys.data_key where case_id = $1 union select category from care.section where case_id = $1 union select category from care.section_head where case_id = $1";
    expect(await rows(left, opened.id)).toEqual([{ category: "needs-and-risk" }]);
    expect((await rows("select access.finish_erasures() as n"))[0].n).toBe("0");
    await rows("update access.legal_order set ended_at = now() where id = $1", order.id);
    expect((await rows("select access.finish_erasures() as n"))[0].n).toBe("1");
    expect(await tablesThatHold(care.house.owner, opened.id)).toEqual(["access.erasure"]);
  });

  it("takes along every row of every table that names a case: each such reference cascades", async () => {
    const astray = await rows(
      // An assessment of a tool rests on a proposal, but on one that is about no case.
      `with recursive about(t) as (
         select 'access.case_record'::regclass union
         select c.conrelid::regclass from about join pg_constraint c on c.contype = 'f' and c.confrelid = about.t
         where c.conrelid <> 'gate.assessment'::regclass
       )
       select c.conrelid::regclass || ' ' || c.conname as stays
       from about join pg_constraint c on c.contype = 'f' and c.confrelid = about.t and c.confdeltype <> 'c'
         and c.conrelid <> 'gate.assessment'::regclass`,
    );
    // A file that went to an agency outside has to be asked back when its case is gone: what stays names nobody (0218).
    // A step that rested on a yes goes with its case, not with the yes (0232).
    expect(astray.map(({ stays }) => stays).sort()).toEqual([
      "care.outside_letter outside_letter_referral_id_fkey",
      "care.step step_consent_id_fkey",
    ]);
    const named = await rows(
      `select a.attrelid::regclass::text as t from pg_attribute a join pg_class k on k.oid = a.attrelid and k.relkind = 'r'
       where a.attname = 'case_id' and not exists (
         select from pg_constraint c where c.conrelid = a.attrelid and c.contype = 'f' and c.conkey @> array[a.attnum])
       order by 1`,
    );
    expect(
      named.map(({ t }) => t),
      "columns that name a case without a reference: what erasure does with each is in access.delete_case_rows",
    ).toEqual(["access.erasure", "ledger.entry"]);
  });
});
