import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { BACKUP_RULES } from "./backup-rules.ts";
import { type TestDatabase, testDatabase } from "./core/db/testing.ts";
import { LEAVING_RULES } from "./leaving-rules.ts";

/**
 * What a restore does with each table, by hand: a new one is forgotten by nobody. A table of which the newest wraps
 * file says how its rows stand, or which are left, is named in the rules of its part (`current`, `apart`, `split`).
 */
const AS_THE_MAIN_FILE_SAYS: Readonly<Record<string, string>> = {
  "access.access_entry": "looks are only added, and go with their case",
  "access.category": "a list of the house",
  "access.consent_category": "never changes",
  "access.legal_order_category": "never changes",
  "access.protocol_change": "only added",
  "access.protocol_draft": "binds nobody",
  "access.protocol_party": "changes with a signed version alone",
  "access.protocol_person_signature": "only added",
  "access.protocol_scope": "changes with a signed version alone",
  "access.protocol_signature": "only added",
  "access.protocol_version": "an agreement that ended has ended; one that was changed since is signed anew",
  "access.purpose": "a list of the house",
  "access.role_coverage": "a list of the house",
  "care.ask": "goes with its key; an answer that came since is asked for again, by its clock",
  "care.case_file": "goes with its case",
  "care.clock": "one that was done since is seen again, which escalates and closes nothing",
  "care.capacity_question": "as it was then; what was answered since is asked anew, and it opens nothing",
  "care.import": "only added",
  "care.lead_offer": "goes with its case; one that was settled since waits again, and opens nothing",
  "access.outside_agency": "who is asked is asked anew; nothing is open to them",
  "care.outside_letter_part": "goes with its referral",
  "care.referral": "as it was then; what was withdrawn since opens nothing, and either side can say so",
  "care.referral_part": "goes with its share",
  "care.referral_step": "only added, and go with their referral",
  "care.section": "only added, and go with their key",
  "care.section_head": "mended from the sections",
  "care.state_change": "only added",
  "care.step": "only added",
  "care.journey": "as many steps as there are: those since are lost with them",
  "directory.opening": "goes with what is published",
  "door.answer_template": "an agency's own texts: those of then",
  "door.attachment_piece": "goes with its attachment",
  "door.hash_list": "the one of then; whoever loaded another since loads it anew",
  "door.call_count": "counts of days; those since are lost, and no one is missed",
  "door.desk_note": "goes with its mailbox",
  "door.desk_note_again": "goes with its note; what was sealed since is sealed again",
  "door.letter": "goes with its mailbox",
  "door.letter_again": "goes with its letter; what was sealed since is sealed again",
  "door.month_figure": "only added; a month that was counted since is counted again, of what is there then",
  "door.offer": "goes with its mailbox; an answer that came since is asked for again",
  "door.stand_in_seal": "goes with its wait",
  "door.transfer": "goes with its mailbox; one that was done since is undone, and asked for again",
  "door.recipients_list": "only added; browsers refuse an older list than they have seen",
  "events.domain_event": "notices, of which those about gone cases go",
  "identity.member_key":
    "a key that was made since is lost with what was locked for it; the password of then opens the old one",
  "identity.kept_part": "goes with its keeping",
  "identity.given_part": "goes with its keeping",
  "identity.person": "numbers; goes with its case",
  "identity.role": "a list of the house",
  "identity.trained_act": "a list of the house",
  "installation.backup": "only added",
  "installation.mark": "of the house",
  "keys.holder": "enrolled by the operator; one of an agency that left goes",
  "keys.holder_alarm": "only added",
  "ledger.publication": "only added; published anew when what is shown is another",
  "ledger.standing": "made anew by the sequencer's next round",
  "ledger.witness": "asked anew by the sequencer's next round",
  "leaving.part": "a list of the house",
  "proposals.kind": "a list of the house",
  "proposals.signature": "only added, and go with their proposal",
  "retention.deletion": "only added",
  "retention.schedule": "of the house",
  "statistics.codebook": "only added; a version that came since is adopted again",
  "statistics.codebook_code": "never changes",
  "statistics.codebook_variable": "never changes",
  "statistics.coded_section": "goes with its key",
  "statistics.population": "only added",
  "statistics.quality_look": "only added",
};
/** In no backup, each with its reason. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  "access.context": "of the transaction that is open now",
  "care.draft_key":
    "opens what waits on members' devices: a copy of it would outlive what was thrown away or erased",
  "door.draft_key": "the same, of what intake writes at the desk",
  "http.attempt": "of this hour, and nameless",
  "http.attempt_hour": "of this hour, and nameless",
  "http.idempotency": "sealed answers, for browsers that are waiting now",
  "http.spent": "challenges of this minute",
  "identity.session": "everyone signs in again",
  "identity.words_challenge": "of two minutes",
  "identity.words_session": "everyone comes back with their words",
  "installation.migration": "made anew: the schema of then, then of now",
  "installation.server_secret": "made anew from secrets.json",
  "statistics.snapshot": "a copy of it would outlive its thirty days",
  "statistics.source": "a copy of it would outlive its thirty days; whoever has the file imports it again",
};

let database: TestDatabase;
let tables: { name: string; durable: boolean }[];
beforeAll(async () => {
  database = await testDatabase();
  const owner = new Client({ connectionString: database.connectionString });
  await owner.connect();
  const found = await owner.query(
    `select n.nspname || '.' || c.relname as name, c.relpersistence = 'p' as durable
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and n.nspname !~ '^pg_'
       and n.nspname not in ('information_schema', 'graphile_worker') order by 1`,
  );
  tables = found.rows;
  await owner.end();
});
afterAll(() => database.drop());

it("brings every table back, makes it anew, or leaves it out for a reason that is written down", () => {
  const { never, apart, current, split } = BACKUP_RULES;
  const inWraps = [apart, current, split].flatMap((some) => some.map(({ table }) => table));
  const named = [...inWraps, ...Object.keys(AS_THE_MAIN_FILE_SAYS), ...Object.keys(LEFT_OUT)];
  expect([...new Set(named)].sort(), "each once, and no other").toEqual(tables.map(({ name }) => name));
  expect(named).toHaveLength(new Set(named).size);
  const durable = tables.filter(({ durable: is }) => is).map(({ name }) => name);
  const own = ["installation.migration", "installation.server_secret"];
  expect([...never, ...own].sort()).toEqual(
    Object.keys(LEFT_OUT)
      .filter((name) => durable.includes(name))
      .sort(),
  );
  for (const reason of Object.values({ ...AS_THE_MAIN_FILE_SAYS, ...LEFT_OUT })) expect(reason).not.toBe("");
});

/** Columns by their names that may say that a right is over, of rows that come from the main file: why that is enough. */
const CLOSES =
  /^(status|outcome|.*_until|(ended|withdrawn|disputed|suspended|retired|said_no|left|closed|decided|signed_out|expires|ends|done|quarantined|finished)_at|.*immigration.*|.*_required|conflict)$/;
const CLOSES_NOTHING_SINCE: Readonly<Record<string, string>> = {
  "access.access_entry.outcome": "of a look that was",
  "access.consent.expires_at": "never changes",
  "access.legal_order.expires_at": "never changes",
  "access.legal_order.notice_deferred_until": "never changes",
  "access.protocol.in_force_until":
    "of the version: one that was changed since comes back suspended (docs/operating.md)",
  "access.protocol_version.status": "the same",
  "access.protocol_version.decided_at": "the same",
  "access.protocol_version.expires_at": "never changes",
  "care.ask.outcome": "answered anew: what was said is there, with its clock",
  "care.capacity_question.expires_at": "never changes",
  "care.clock.done_at": "seen again",
  "care.lead_offer.outcome": "settled again",
  "care.letter_part.expires_at": "never changes",
  "care.outside_letter.link_until": "never changes",
  "care.referral.closed_at":
    "opens nothing itself: the shares that it opened stay ended, and it is answered again",
  "care.first_words.code_until":
    "goes with the code; one that a later code made void is good for an hour at most",
  "care.guardian_naming.code_until": "goes with the code, which opens nothing once it was used or ended",
  "care.guardian_naming.ends_at": "never changes",
  "care.words_reset.code_until": "goes with the code, which a no makes void",
  "door.offer.status": "an answer that came since is asked for again",
  "door.offer.consent_until": "never changes",
  "door.transfer.status": "asked for again",
  "door.notice.claimed_until": "of minutes",
  "identity.invitation.expires_at": "never changes",
  "identity.member_key.retired_at": "opens what was locked for it, for whoever has it",
  "identity.provider_link.signed_out_at": "ends sessions, and none comes back",
  "identity.renewal.expires_at": "never changes",
  "ledger.witness.outcome": "asked anew by the next round",
  "proposals.proposal.expires_at": "never changes",
};

it("brings back as it stood what closes something, column by column, or says why the main file is enough", async () => {
  const owner = new Client({ connectionString: database.connectionString });
  await owner.connect();
  const { rows } = await owner.query<{ at: string; name: string }>(
    `select table_schema || '.' || table_name as at, column_name as name from information_schema.columns
     where table_schema !~ '^(pg_|information_schema|graphile_worker)' order by 1, 2`,
  );
  await owner.end();
  const kept = new Map(BACKUP_RULES.current.map(({ table, columns }) => [table, columns]));
  const elsewhere = new Set([...BACKUP_RULES.never, ...BACKUP_RULES.apart.map(({ table }) => table)]);
  const open = rows
    .filter(({ at, name }) => tables.some((table) => table.name === at && table.durable) && CLOSES.test(name))
    .filter(
      ({ at, name }) => !elsewhere.has(at) && LEFT_OUT[at] === undefined && !kept.get(at)?.includes(name),
    )
    .map(({ at, name }) => `${at}.${name}`);
  expect(open.sort()).toEqual(Object.keys(CLOSES_NOTHING_SINCE).sort());
});

it("lets a leaving agency take of every table what is its own, or says why not", () => {
  const named = [...LEAVING_RULES.takes.map(({ table }) => table), ...Object.keys(LEAVING_RULES.leaves)];
  const durable = tables.filter(({ durable: is }) => is).map(({ name }) => name);
  expect([...new Set(named)].sort()).toEqual(durable);
  expect(named).toHaveLength(new Set(named).size);
});
