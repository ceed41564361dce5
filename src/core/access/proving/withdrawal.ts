import type { Client } from "pg";
import { isLiveShare } from "../rule.ts";
import type { Instant, Share, World } from "../world.ts";
import type { Drawn } from "../worlds.ts";
import { chanceFrom } from "./random.ts";
import { secretOf } from "./rows.ts";
import { SCENE } from "./scene.ts";

/** Agencies that may read a category now, by the database's own word; and those for which a key is wrapped. */
const KEYS_AND_READERS = `
  select d.id, d.case_id, d.category, d.closed_at is not null as closed,
    array(select w.agency_id from keys.wrap w where w.data_key_id = d.id order by 1) as wrapped,
    array(
      select r.holder_agency_id from access.case_record r where r.id = d.case_id
      union
      select s.agency_id from access.share s
      where s.case_id = d.case_id and s.category = d.category and access.is_live(s)
      order by 1
    ) as readers
  from keys.data_key d`;

/**
 * Ends live shares of the worlds in every way in which a share can end: the person withdraws the consent, the holder
 * ends it, its time or its basis runs out. After each, looks at every key of the case. Leaves nothing changed.
 *
 * @returns what is wrong, in words; empty where every wrap belongs to someone who may read
 */
export async function findWrapsLeftBehind(
  client: Client,
  worlds: readonly Drawn[],
  seed: number,
  now: Instant,
): Promise<{ complaints: string[]; ended: Record<string, number> }> {
  const chance = chanceFrom(seed, 7);
  const ended: Record<string, number> = {};
  const complaints: string[] = [];
  await client.query("begin");
  try {
    complaints.push(...(await complaintsAboutSweep(client)));
    await client.query(`delete from keys.wrap w using (${KEYS_AND_READERS}) k
      where k.id = w.data_key_id and not w.agency_id = any (k.readers)`);
    for (const { world } of worlds) {
      for (const share of world.shares.filter((one) => isLiveShare(world, one, now))) {
        const ways = waysToEnd(client, world, share, now);
        const way = chance.pick(Object.keys(ways));
        await ways[way]?.();
        ended[way] = (ended[way] ?? 0) + 1;
        complaints.push(...(await complaintsAbout(client, share, way)));
      }
    }
  } finally {
    await client.query("rollback");
  }
  return { complaints, ended };
}

async function endWhatIsDead(client: Client): Promise<void> {
  await client.query("set local role leeward_clock_worker");
  await client.query("select access.end_dead_shares()");
  await client.query("reset role");
}

/** The worker finds what is over by sets of rows; here it is held against the rule's own words, share by share. */
async function complaintsAboutSweep(client: Client): Promise<string[]> {
  const runs = async () => {
    const { rows } = await client.query<{ id: string; dead: boolean }>(
      `select s.id, s.expires_at <= now() or not access.has_live_basis(s) or exists (
           select from access.protocol p
           where p.id = s.protocol_id and (p.status = 'ended' or p.in_force_until <= now()))
         or (access.is_immigration_bound(s.agency_id) and access.says_who_or_where(s.protocol_id)) as dead
       from access.share s where s.ended_at is null`,
    );
    return rows;
  };
  const before = await runs();
  await endWhatIsDead(client);
  const left = new Set((await runs()).map(({ id }) => id));
  const dead = before.filter((share) => share.dead).length;
  if (before.length > 100 && (dead === 0 || dead === before.length))
    return ["all shares are alike: drawn badly"];
  return before
    .filter(({ id, dead: isDead }) => left.has(id) === isDead)
    .map(({ dead: isDead }) => (isDead ? "a share that is over goes on" : "a share that runs was ended"));
}

function waysToEnd(
  client: Client,
  world: World,
  share: Share,
  now: Instant,
): Record<string, () => Promise<void>> {
  const { consentId, legalOrderId } = share;
  const words = world.words.find(
    (one) =>
      !(one.restsUntil !== null && one.restsUntil > now) && // words that rest open nothing
      world.cases.some((record) => record.id === share.caseId && record.personId === one.personId),
  );
  const ways: Record<string, () => Promise<void>> = {
    "ended by the holder": async () => {
      await signIn(client, share.caseId);
      await client.query("set local role leeward_member");
      await client.query("select access.open_member_context($1, null)", [secretOf("holder")]);
      await client.query("select access.end_share($1)", [share.id]);
      await client.query("reset role");
    },
    "its time ran out": async () => {
      await client.query("update access.share set expires_at = now() where id = $1", [share.id]);
      await endWhatIsDead(client);
    },
  };
  if (legalOrderId) {
    ways["its order ended"] = async () => {
      await client.query("update access.legal_order set ended_at = now() where id = $1", [legalOrderId]);
      await endWhatIsDead(client);
    };
  }
  if (consentId && words) {
    ways["the person withdrew"] = async () => {
      await visit(client, words.address);
      await client.query("set local role leeward_person");
      await client.query("select access.open_person_context($1)", [secretOf("person")]);
      await client.query("select access.withdraw_consent($1)", [consentId]);
      await client.query("reset role");
    };
  }
  return ways;
}

/** A member of the agency that holds the case, signed in with a secret that this check knows. */
async function signIn(client: Client, caseId: string): Promise<void> {
  await client.query("delete from identity.session where secret_hash = sha256($1)", [secretOf("holder")]);
  await client.query(
    `with holder as (
       update identity.agency a set status = 'active' from access.case_record r
       where r.id = $2 and a.id = r.holder_agency_id returning a.id
     ), joined as (
       insert into identity.member (agency_id, email, display_name, password_hash)
       select id, gen_random_uuid() || '@example.org', 'holder', '-' from holder returning id
     )
     insert into identity.session (member_id, secret_hash, stage, created_at, expires_at)
     select id, sha256($1), 'full', now(), now() + interval '1 hour' from joined`,
    [secretOf("holder"), caseId],
  );
}

async function visit(client: Client, address: string): Promise<void> {
  await client.query("delete from identity.words_session where secret_hash = sha256($1)", [
    secretOf("person"),
  ]);
  await client.query(
    `insert into identity.words_session (address, secret_hash, expires_at)
     values (decode($2, 'hex'), sha256($1), now() + interval '1 hour')`,
    [secretOf("person"), address],
  );
}

interface KeyRow {
  readonly category: string;
  readonly closed: boolean;
  readonly wrapped: readonly string[];
  readonly readers: readonly string[];
}

async function complaintsAbout(client: Client, share: Share, way: string): Promise<string[]> {
  const { rows } = await client.query<KeyRow>(`${KEYS_AND_READERS} where d.case_id = $1`, [share.caseId]);
  const state = await client.query<{ ended: boolean }>(
    "select ended_at is not null as ended from access.share where id = $1",
    [share.id],
  );
  const complaints = state.rows[0]?.ended ? [] : [`${way}: the share has not ended`];
  for (const key of rows) {
    if (key.wrapped.join() !== key.readers.join()) {
      complaints.push(`${way}: wrapped for ${key.wrapped.length} agencies, ${key.readers.length} may read`);
    }
    const isOver = key.category === share.category && !key.readers.includes(share.agencyId);
    if (isOver && !key.closed) complaints.push(`${way}: the key of ${key.category} is still open`);
  }
  return complaints;
}

/**
 * The person of the scene withdraws the first of their consents: both its shares end, and the contact, which another
 * consent still opens, keeps its wrap. Leaves nothing changed. Says what is wrong.
 */
export async function findWhatOutlivesConsent(client: Client): Promise<string[]> {
  await client.query("begin");
  try {
    await client.query("set local role leeward_person");
    await client.query("select access.open_person_context($1)", [secretOf(SCENE.visitId)]);
    await client.query("select access.withdraw_consent($1)", [SCENE.consentId]);
    await client.query("reset role");
    const shares = await client.query<{ category: string }>(
      "select category from access.share where consent_id = $1 and ended_at is null",
      [SCENE.consentId],
    );
    const keys = await client.query<KeyRow>(`${KEYS_AND_READERS} where d.case_id = $1`, [SCENE.caseId]);
    return [
      ...shares.rows.map(({ category }) => `the share of ${category} outlives its consent`),
      ...keys.rows
        .filter(({ wrapped, readers }) => wrapped.join() !== readers.join())
        .map(({ category }) => `the key of ${category} is not wrapped for exactly those who may read`),
    ];
  } finally {
    await client.query("rollback");
  }
}
