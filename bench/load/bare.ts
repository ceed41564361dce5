import { type Client, Pool } from "pg";
import { asMember } from "../../src/core/access/context.ts";
import { openDatabase, type Transaction } from "../../src/core/db/index.ts";
import { fromBase64Url } from "../../src/core/keys/index.ts";
import { categoriesOf, findCases, journeyOf, listCaseIds } from "../../src/modules/care/store/case.ts";
import { clocksOf, dueClocks, workUntil } from "../../src/modules/care/store/clock.ts";
import { findByName } from "../../src/modules/care/store/name-token.ts";
import { look } from "../../src/modules/care/store/section.ts";
import { ACTS, type Act, drawAct, makeBench, type Result, timesOf } from "./acts.ts";
import type { SignedIn } from "./state.ts";

/**
 * The same questions in bare SQL: as the owner, whom no row security binds, with the joins, the order and the limits of the
 * product's own statements, over the same indexes, and without the rule: no share is asked whether it is live, no part whether
 * it may be read. What is recorded or saved is one committed row. And, one after the other, alone, those questions and the
 * product's own statements as the member's role.
 */

interface Asker {
  readonly agencyId: string;
  readonly cases: readonly string[];
  /** Names that they look for, as the search is given them. */
  readonly asked: readonly { readonly words: readonly number[]; readonly tokens: readonly Buffer[] }[];
}
type Query = Pick<Client, "query">;

const QUESTIONS: Readonly<Record<Act, (db: Query, who: Asker, caseId: string) => Promise<unknown>>> = {
  "open a section": async (db, { agencyId }, caseId) => {
    await db.query("begin");
    await db.query({
      name: "section",
      text: `select s.*, w.sealed from care.section_head h
             join care.section s on s.case_id = h.case_id and s.category = h.category and s.version = h.current
             join keys.wrap w on w.data_key_id = s.data_key_id and w.agency_id = $2
             where h.case_id = $1 and h.category = 'contact'`,
      values: [caseId, agencyId],
    });
    await db.query({
      name: "looked",
      text: "insert into bench.look (case_id) values ($1)",
      values: [caseId],
    });
    await db.query("commit");
  },
  "open a case": (db, _who, caseId) =>
    db.query({
      name: "case",
      text: `select f.*, a.name, m.display_name,
          (select json_agg(j order by j.id) from care.state_change j where j.case_id = f.id) as journey,
          (select json_agg(h) from care.section_head h where h.case_id = f.id) as sections,
          (select json_agg(s) from access.share s where s.case_id = f.id) as shares,
          (select json_agg(k order by k.due_at) from care.clock k where k.case_id = f.id) as clocks
        from care.case_file f join access.case_record r on r.id = f.id join identity.agency a on a.id = r.holder_agency_id
        left join identity.member m on m.id = f.lead_member_id where f.id = $1`,
      values: [caseId],
    }),
  save: async (db, _who, caseId) => {
    await db.query("begin");
    await db.query({
      name: "saved",
      text: `insert into bench.saved (case_id, version, ciphertext)
             select $1, coalesce(max(version), 0) + 1, $2 from bench.saved where case_id = $1`,
      values: [caseId, SAVED],
    });
    await db.query({
      name: "looked",
      text: "insert into bench.look (case_id) values ($1)",
      values: [caseId],
    });
    await db.query("commit");
  },
  Today: async (db, { agencyId }) => {
    const now = Date.now();
    await db.query({
      name: "due",
      text: `with due as materialized (
          select l.id from (
            select 1 as place, k.due_at, k.id from care.clock k
            where k.holder_agency_id = $1 and k.done_at is null and k.due_at < $2
            union all
            select 1, k.due_at, k.id from care.clock k
            where k.holder_agency_id = $1 and k.done_at is null and k.alarmed_at is not null and k.due_at >= $2
            union all
            select 2, k.due_at, k.id from care.clock k where k.holder_agency_id = $1 and k.done_at >= $3
          ) l order by l.place, l.due_at, l.id limit 500)
        select k.*, f.alias, f.gender, f.age_band, f.language, m.display_name
        from due join care.clock k on k.id = due.id join care.case_file f on f.id = k.case_id
        left join identity.member m on m.id = k.member_id and m.status = 'active'
        order by k.done_at is not null, k.due_at, k.id`,
      values: [agencyId, new Date(now + 14 * DAY_MS), new Date(now - DAY_MS)],
    });
    await db.query({
      name: "counted",
      text: `select (select count(*) from care.case_file f where f.holder_agency_id = $1),
          (select count(*) from care.case_file f where f.holder_agency_id = $1 and f.state <> 'closed'),
          count(*) filter (where k.due_at < now()), count(*) filter (where k.due_at >= now() and k.due_at < $2),
          count(*) filter (where k.due_at >= now())
        from care.clock k where k.holder_agency_id = $1 and k.done_at is null and k.stands_since is null
          and k.due_at < $2::timestamptz + interval '6 days'`,
      values: [agencyId, new Date(now + DAY_MS)],
    });
  },
  cases: (db, { agencyId }) => list(db, agencyId, null),
  find: (db, { agencyId }) => list(db, agencyId, `heron ${Math.floor(10 + Math.random() * 90)}`),
  "find by name": async (db, { agencyId, asked }) => {
    const { words, tokens } = pick(asked);
    await db.query("begin");
    const { rows } = await db.query({
      text: `select f.id, f.alias, n.shared
        from (
          select t.case_id, count(distinct w.token) as shared, max(count(distinct w.token)) over () as most
          from care.name_token t
          join lateral (select w.word, w.token from unnest($2::int[], $3::bytea[]) w(word, token) where w.token = any (t.tokens)) w on true
          where t.agency_id = $1 and t.tokens && $3
          group by t.case_id
          having bool_or(w.word = 0) or count(distinct w.word) = (select max(o) from unnest($2::int[]) o)
        ) n join care.case_file f on f.id = n.case_id
        where 2 * n.shared >= n.most order by n.shared desc, f.id limit 10`,
      values: [agencyId, words, tokens],
    });
    await db.query({
      name: "found",
      text: "insert into bench.look (case_id) select unnest($1::uuid[])",
      values: [rows.map(({ id }) => id)],
    });
    await db.query("commit");
  },
};

const SAVED = Buffer.alloc(541, 7);

const DAY_MS = 86_400_000;

/** Without a name: planned for this agency each time, as the product's function is; a small one is planned otherwise than a large one. */
const list = (db: Query, agencyId: string, part: string | null) =>
  db.query(
    `with held as (
        select f.opened_at, f.id from care.case_file f
        where f.holder_agency_id = $1 and ($2::text is null or strpos(lower(f.alias), $2) > 0)
        order by f.opened_at desc, f.id desc limit 51
      ), shared as (
        select f.opened_at, f.id from care.case_file f
        where f.id in (select s.case_id from access.share s where s.agency_id = $1 and s.ended_at is null)
          and f.holder_agency_id <> $1 and ($2::text is null or strpos(lower(f.alias), $2) > 0)
      )
      select f.*, a.name, m.display_name,
        (select min(k.due_at) from care.clock k where k.case_id = f.id and k.done_at is null and k.stands_since is null)
      from (select * from held union all select * from shared order by 1 desc, 2 desc limit 51) l
      join care.case_file f on f.id = l.id join access.case_record r on r.id = f.id
      join identity.agency a on a.id = r.holder_agency_id
      left join identity.member m on m.id = f.lead_member_id and m.status = 'active'
      order by f.opened_at desc, f.id desc`,
    [agencyId, part],
  );

/** The tables that stand for what is recorded and saved. */
export async function prepareBare(owner: Client): Promise<() => Promise<void>> {
  await owner.query(`drop schema if exists bench cascade; create schema bench;
    create table bench.look (id bigint generated always as identity primary key, case_id uuid, at timestamptz default now());
    create table bench.saved (case_id uuid, version int, ciphertext bytea, primary key (case_id, version))`);
  return async () => {
    await owner.query("drop schema bench cascade");
  };
}

/** The same mix by as many askers, over as many connections as the server has, without a pause. */
export async function driveBare(url: string, askers: readonly Asker[], seconds: number): Promise<Result> {
  const pool = new Pool({ connectionString: url, max: 20 });
  pool.on("error", () => undefined); // what failed is thrown where it was asked
  const bench = makeBench();
  const end = performance.now() + (seconds + 3) * 1_000;
  setTimeout(() => bench.begin(), 3_000);
  await Promise.all(
    askers.map(async (who) => {
      while (performance.now() < end) {
        const act = drawAct(Math.random());
        const started = performance.now();
        const client = await pool.connect();
        const error = await QUESTIONS[act](client, who, pick(who.cases)).then(
          () => null,
          (failed: Error) => failed.message,
        );
        client.release();
        bench.note(act, performance.now() - started, error);
      }
    }),
  );
  await pool.end();
  return bench.result();
}

const pick = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)] as T;

export interface OneByOne {
  readonly bareP50Ms: number;
  /** The product's statements as the member's role, with begin, context and commit; a save is in no such row. */
  readonly roleP50Ms: number | null;
}

/** One asker after the other, alone: the bare question and the product's statements in turn. */
export async function askOneByOne(
  owner: Client,
  serverUrl: string,
  members: readonly (SignedIn & Asker)[],
  times: number,
): Promise<Record<Act, OneByOne>> {
  const db = openDatabase({ connectionString: serverUrl, sizeMax: 1, log: () => undefined });
  const timed = async (work: () => Promise<unknown>) => {
    const started = performance.now();
    await work();
    return performance.now() - started;
  };
  const found = {} as Record<Act, OneByOne>;
  for (const act of ACTS) {
    const [bare, role]: [number[], number[]] = [[], []];
    for (let nth = -5; nth < times; nth++) {
      const member = pick(members);
      const caseId = pick(member.cases);
      const bareMs = await timed(() => QUESTIONS[act](owner, member, caseId));
      const asked = STATEMENTS[act];
      const secret = fromBase64Url(member.cookie, 32);
      const roleMs = asked
        ? await timed(() => asMember(db, secret, "support", (tx) => asked(tx, caseId, member)))
        : 0;
      if (nth < 0) continue;
      bare.push(bareMs);
      role.push(roleMs);
    }
    found[act] = { bareP50Ms: timesOf(bare).p50Ms, roleP50Ms: STATEMENTS[act] ? timesOf(role).p50Ms : null };
  }
  await db.close();
  return found;
}

const listed = async (tx: Transaction, search: string | null) =>
  findCases(tx, await listCaseIds(tx, { after: null, search, state: null }, 51));

const STATEMENTS: Readonly<
  Partial<Record<Act, (tx: Transaction, caseId: string, who: Asker) => Promise<unknown>>>
> = {
  "open a section": (tx, caseId) => look(tx, "member", caseId, "contact"),
  "open a case": async (tx, caseId) => {
    await findCases(tx, [caseId]);
    await journeyOf(caseId).execute(tx);
    await categoriesOf(caseId).execute(tx);
    await clocksOf(caseId).execute(tx);
  },
  Today: async (tx) => {
    const now = Date.now();
    await dueClocks(
      { dueBefore: new Date(now + 14 * DAY_MS), doneSince: new Date(now - DAY_MS) },
      500,
    ).execute(tx);
    await workUntil(new Date(now + DAY_MS)).execute(tx);
  },
  cases: (tx) => listed(tx, null),
  find: (tx) => listed(tx, `heron ${Math.floor(10 + Math.random() * 90)}`),
  "find by name": async (tx, _caseId, { asked }) => {
    const { caseIds } = await findByName(tx, pick(asked));
    await findCases(tx, caseIds);
  },
};
