import { Client } from "pg";
import { AGENCY_KINDS } from "../access/coverage.ts";
import { clauseLines, definitionOf, replacing } from "../access/proving/migrations.ts";
import { type Chance, chanceFrom } from "../access/proving/random.ts";
import { decide, isLiveShare } from "../access/rule.ts";
import { testDatabase } from "../db/testing.ts";
import { drawAgreement, EVERY_ROLE, type Ids, type Place, type Transfer, worldOf } from "./worlds.ts";

/** What went otherwise than it must, in one world. */
export interface Slip {
  readonly world: number;
  readonly what: string;
}

export interface Ran {
  readonly worlds: number;
  /** Transfers that passed, of those that must and of those that must not. */
  readonly passed: number;
  readonly wronglyPassed: number;
  /** Where the database and the twin, or the rows and the object, differ. */
  readonly slips: readonly Slip[];
  readonly byWrong: Readonly<Record<string, number>>;
}

/** A database with a few agencies, in which agreements are put in force and taken back, world by world. */
export interface ProvingGround {
  run(from: number, count: number): Promise<Ran>;
  /** Whether `count` worlds tell a changed database from the right one. */
  notices(sql: string, count: number): Promise<boolean>;
  close(): Promise<void>;
}

const PLACES = 9;
const BOUND = 2;

export async function openProvingGround(seed: number): Promise<ProvingGround> {
  const database = await testDatabase();
  const client = new Client({ connectionString: database.connectionString });
  await client.connect();
  const places = await makePlaces(client, chanceFrom(seed, 1_000_000));
  const run = async (from: number, count: number, untilSlip = false): Promise<Ran> => {
    const slips: Slip[] = [];
    const byWrong: Record<string, number> = {};
    let passed = 0;
    let wronglyPassed = 0;
    for (let world = from; world < from + count; world++) {
      if (untilSlip && slips.length > 0) break;
      const chance = chanceFrom(seed, world);
      const nowMs = Date.now();
      const { earlier, must, mustNot } = drawAgreement(chance, places, nowMs);
      byWrong[mustNot.wrong] = (byWrong[mustNot.wrong] ?? 0) + 1;
      for (const [isRight, transfer] of [[true, must] as const, [false, mustNot] as const]) {
        await client.query("begin");
        try {
          const found = await attempt(client, transfer, earlier, idsFrom(chance), nowMs);
          if (found.opened && isRight) passed += 1;
          if (found.opened && !isRight) wronglyPassed += 1;
          slips.push(...found.differs.map((what) => ({ world, what })));
          if (found.opened !== isRight) {
            slips.push({ world, what: isRight ? "what must pass did not" : `passed: ${mustNot.wrong}` });
          }
        } finally {
          await client.query("rollback");
        }
      }
    }
    return { worlds: count, passed, wronglyPassed, slips, byWrong };
  };
  return {
    run,
    notices: async (sql, count) => {
      // Committed and taken back by its own definition: each world is a transaction of its own.
      const before = await currentDefinition(client, sql);
      await client.query(sql);
      try {
        return (await run(0, count, true)).slips.length > 0;
      } finally {
        await client.query(before);
      }
    },
    close: async () => {
      await client.end();
      await database.drop();
    },
  };
}

/** The text of the function that a mutant replaces, as it is now. */
async function currentDefinition(client: Client, sql: string): Promise<string> {
  const name = /function access\.([a-z_]+)\(([^)]*)\)/.exec(sql)?.[1];
  const { rows } = await client.query<{ text: string }>(
    `select string_agg(pg_get_functiondef(p.oid), ';') as text from pg_proc p
     join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'access' and p.proname = $1
       and ($2 = '' or pg_get_function_identity_arguments(p.oid) ~ $2)`,
    [name, name === "is_live" ? "access.share" : ""],
  );
  return rows[0]?.text ?? "";
}

async function makePlaces(client: Client, chance: Chance): Promise<Place[]> {
  const kinds = AGENCY_KINDS.filter((kind) => kind !== "immigration-enforcement");
  const places: Place[] = [];
  for (let nth = 0; nth < PLACES; nth++) {
    const bound = nth < BOUND;
    const kind = bound ? "competent-authority" : chance.pick(kinds);
    const place = {
      id: chance.uuid(),
      name: `Agency ${nth}`,
      kind,
      bound,
      memberId: chance.uuid(),
      sessionId: chance.uuid(),
    };
    places.push(place);
    // An agency becomes bound after it joined, as in life: the trigger that refuses it at once is tested elsewhere.
    await client.query("insert into identity.agency (id, name, kind) values ($1, $2, $3)", [
      place.id,
      place.name,
      kind,
    ]);
    await client.query(
      "insert into identity.member (id, agency_id, email, display_name, password_hash) values ($1, $2, $3, 'One', '-')",
      [place.memberId, place.id, `${nth}@agency.test`],
    );
    await client.query("insert into identity.member_role (member_id, role) select $1, unnest($2::text[])", [
      place.memberId,
      [...EVERY_ROLE],
    ]);
    await client.query(
      `insert into identity.session (id, member_id, secret_hash, stage, created_at, expires_at)
       values ($1::uuid, $2, sha256(convert_to($1::uuid::text, 'UTF8')), 'full', now(), now() + interval '1 day')`,
      [place.sessionId, place.memberId],
    );
  }
  return places;
}

const idsFrom = (chance: Chance): Ids => ({
  protocolId: chance.uuid(),
  caseId: chance.uuid(),
  personId: chance.uuid(),
  consentId: chance.uuid(),
  shareId: chance.uuid(),
});

interface Attempt {
  /** The share was opened, and the recipient's member reads through it. */
  readonly opened: boolean;
  readonly differs: readonly string[];
}

/** One transfer, through the functions that the server calls: opened by the holder, read by the recipient. */
async function attempt(
  client: Client,
  transfer: Transfer,
  earlier: Transfer["terms"],
  ids: Ids,
  nowMs: number,
): Promise<Attempt> {
  const { recipient, category, purpose, status, terms } = transfer;
  // Until long after what is drawn begins, or a mutant that lets this end stand fails as bad rows in the last hour of a day.
  await client.query(
    `insert into access.protocol (id, title, legal_basis, retention_days, onward_rule, status, in_force_from, in_force_until)
     values ($1, 'new', 'new', 1, 'none', 'ended', now(), now() + interval '10 years')`,
    [ids.protocolId],
  );
  // As in life: another object was in force before this one.
  for (const object of [earlier, terms]) {
    await client.query("select access.put_terms($1, $2)", [ids.protocolId, JSON.stringify(object)]);
  }
  await client.query("update access.protocol set status = $2 where id = $1", [ids.protocolId, status]);
  if (recipient.bound) {
    await client.query("update identity.agency set enforces_immigration_law = true where id = $1", [
      recipient.id,
    ]);
  }
  const { rows: object } = await client.query<{ same: boolean }>(
    "select access.terms_of($1) = $2::jsonb as same",
    [ids.protocolId, JSON.stringify(terms)],
  );
  const isOpened = await openShare(client, transfer, ids);
  if (!isOpened) await plantShare(client, transfer, ids);
  await as(client, recipient, purpose);
  const { rows } = await client.query<{ by: string | null }>("select access.decide($1, $2) as by", [
    ids.caseId,
    category,
  ]);
  await client.query("reset role");
  const world = worldOf(transfer, ids, nowMs);
  const reader = { kind: "member", sessionId: recipient.sessionId, purpose } as const;
  const twin = decide(world, reader, ids.caseId, category, nowMs);
  const [share] = world.shares;
  const lives = share !== undefined && isLiveShare(world, share, nowMs);
  const reads = rows[0]?.by === "share";
  const differs: string[] = [];
  if (!object[0]?.same) differs.push("the enforced rows are not the object");
  if (reads !== (twin.allowed && twin.clause === "share"))
    differs.push("the database reads otherwise than the twin");
  if (isOpened !== lives) differs.push("the database opens otherwise than the twin");
  return { opened: isOpened && reads, differs };
}

async function as(client: Client, { sessionId }: Place, purpose: string): Promise<void> {
  await client.query("reset role; set local role leeward_member");
  await client.query("select access.open_member_context(convert_to($1, 'UTF8'), $2)", [sessionId, purpose]);
}

/** @returns whether the database opened it */
async function openShare(
  client: Client,
  { holder, recipient, category, purpose }: Transfer,
  ids: Ids,
): Promise<boolean> {
  await client.query("insert into identity.person (id) values ($1)", [ids.personId]);
  await client.query("insert into access.case_record (id, holder_agency_id, person_id) values ($1, $2, $3)", [
    ...[ids.caseId, holder.id, ids.personId],
  ]);
  await client.query(
    `with given as (
       insert into access.consent (id, case_id, recipient_agency_id, purpose, given_by, statement, given_in_person_to, expires_at)
       values ($1, $2, $3, $4, 'person', 'yes', $5, now() + interval '50 days') returning id
     ) insert into access.consent_category select id, $6 from given`,
    [ids.consentId, ids.caseId, recipient.id, purpose, holder.memberId, category],
  );
  await as(client, holder, purpose);
  await client.query("savepoint opening");
  try {
    await client.query(
      "select access.open_share($1, $2, $3, $4, $5, $6, null, $7, now() + interval '40 days')",
      [ids.shareId, ids.caseId, category, recipient.id, purpose, ids.consentId, ids.protocolId],
    );
    return true;
  } catch (error) {
    await client.query("rollback to savepoint opening");
    if (error instanceof Error && "constraint" in error && error.constraint === "share_not_live")
      return false;
    throw error;
  } finally {
    await client.query("reset role");
  }
}

/** A share that could not be opened now, as if it had been opened before: reading is refused by itself. */
async function plantShare(
  client: Client,
  { recipient, category, purpose }: Transfer,
  ids: Ids,
): Promise<void> {
  await client.query(
    `insert into access.share (id, case_id, category, agency_id, purpose, consent_id, protocol_id, opened_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, now() - interval '1 day', now() + interval '40 days')`,
    [ids.shareId, ids.caseId, category, recipient.id, purpose, ids.consentId, ids.protocolId],
  );
}

const changed = (start: string, from: string, to: string): string => {
  const definition = definitionOf(start);
  if (!definition.includes(from)) throw new Error(`${start} does not say: ${from}`);
  return replacing(definition.replace(from, to));
};

/** Changes to the database that some world must notice: each clause of the rule about agreements, and these by name. */
export function protocolMutants(): { readonly name: string; readonly sql: string }[] {
  const clauses = clauseLines()
    .filter(({ clause }) => clause.startsWith("protocol-") || clause === "share-protocol")
    .map(({ clause, without }) => ({ name: `without clause ${clause}`, sql: replacing(without) }));
  return [
    ...clauses,
    {
      name: "what the earlier object covered stays covered",
      sql: changed(
        "access.put_terms",
        "  delete from access.protocol_scope where protocol_id = wanted;\n",
        "",
      ).replace(
        "as z(category text, purpose text);",
        "as z(category text, purpose text) on conflict do nothing;",
      ),
    },
    {
      name: "who was party to the earlier object stays party",
      sql: changed(
        "access.put_terms",
        "  delete from access.protocol_party where protocol_id = wanted;\n",
        "",
      ).replace("contact text);", "contact text) on conflict do nothing;"),
    },
    {
      name: "the end of an object is not put in force",
      sql: changed(
        "access.put_terms",
        "    in_force_until = (terms ->> 'inForceUntil')::timestamp at time zone 'UTC',\n",
        "",
      ),
    },
    {
      name: "an object ends a day and an hour late",
      sql: changed(
        "access.put_terms",
        "(terms ->> 'inForceUntil')::timestamp at time zone 'UTC'",
        "((terms ->> 'inForceUntil')::timestamp at time zone 'UTC' + interval '25 hours')",
      ),
    },
    {
      name: "every category is covered for a covered purpose",
      sql: changed(
        "access.put_terms",
        "select wanted, z.category, z.purpose\n  from jsonb_to_recordset(terms -> 'scope') as z(category text, purpose text)",
        "select distinct wanted, c.name, z.purpose\n  from jsonb_to_recordset(terms -> 'scope') as z(category text, purpose text), access.category c",
      ),
    },
    {
      name: "purposes are swapped for support",
      sql: changed(
        "access.put_terms",
        "select wanted, z.category, z.purpose\n",
        "select distinct wanted, z.category, 'support'\n",
      ),
    },
    {
      name: "a share is opened without asking whether it lives",
      sql: changed("access.open_share", "made is null or not access.is_live(made)", "made is null"),
    },
  ];
}
