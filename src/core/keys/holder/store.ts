import { sql } from "kysely";
import type { Transaction } from "../../db/index.ts";
import type { WrapPlace } from "../wrap.ts";
import type { HolderAddress } from "./client.ts";
import type { AgencyKey } from "./key-holder.ts";

/** The statements around key holders: where they are, what they say, and wraps that move to a newer key. */

export type EnrolledHolder = HolderAddress & {
  readonly signingKey: Uint8Array;
  /** Versions of the agency's key that no wrap needs any more. */
  readonly retired: readonly number[];
};

export async function listHolders(tx: Transaction): Promise<EnrolledHolder[]> {
  const { rows } = await sql<EnrolledHolder>`
    select agency_id as "agencyId", address, certificate, signing_key as "signingKey", retired from keys.list_holders()`.execute(
    tx,
  );
  return rows;
}

export async function noteHolderState(
  tx: Transaction,
  agencyId: string,
  state: "open" | "closed" | "away",
): Promise<void> {
  await sql`select keys.note_holder_state(${agencyId}, ${state})`.execute(tx);
}

/** @returns whether the alarm was new */
export async function noteAlarm(
  tx: Transaction,
  agencyId: string,
  alarm: { n: number; at: string; rule: string; memberId: string | null; count: number },
): Promise<boolean> {
  const { rows } = await sql<{ noted: boolean }>`
    select keys.note_alarm(${agencyId}, ${alarm.n}, ${alarm.at}, ${alarm.rule}, ${alarm.memberId}, ${alarm.count})
      as noted`.execute(tx);
  return rows[0]?.noted === true;
}

/** @returns false when the version is not the next one: published before, or out of order */
export async function publishKey(
  tx: Transaction,
  key: AgencyKey,
  word: { readonly statement: string; readonly signature: Uint8Array } | null,
): Promise<boolean> {
  const signature = word && Buffer.from(word.signature);
  const { rows } = await sql<{ published: boolean }>`
    select keys.publish_key(${key.agencyId}, ${key.version}, ${Buffer.from(key.publicKey)},
      ${word?.statement ?? null}, ${signature}) as published`.execute(tx);
  return rows[0]?.published === true;
}

export interface Rotation {
  /** The live key, under which everything should be. */
  readonly to: AgencyKey;
  /** Versions that were replaced and are not retired. */
  readonly older: readonly number[];
}

export async function listRotations(tx: Transaction): Promise<Rotation[]> {
  const { rows } = await sql<{ agencyId: string; version: number; publicKey: Buffer; older: number[] }>`
    select agency_id as "agencyId", version, public_key as "publicKey", older from keys.list_rotations()`.execute(
    tx,
  );
  return rows.map(({ older, ...to }) => ({ to, older }));
}

const ROTATING = 7_356_023_004; // any number that no one else takes

/** One worker at a time moves an agency's wraps; another goes on to the next agency. Held until the transaction ends. */
export async function claimRotation(tx: Transaction, agencyId: string): Promise<boolean> {
  const { rows } = await sql<{ got: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${agencyId}, ${ROTATING})) as got`.execute(tx);
  return rows[0]?.got === true;
}

export interface OldWrap {
  readonly place: WrapPlace;
  readonly sealed: Uint8Array;
}

export async function listOldWraps(
  tx: Transaction,
  { to, older }: Rotation,
  but: readonly string[],
  atMost: number,
): Promise<OldWrap[]> {
  const { agencyId } = to;
  const { rows } = await sql<Omit<WrapPlace, "agencyId"> & { sealed: Buffer }>`
    select data_key_id as "dataKeyId", case_id as "caseId", category, agency_key_version as "agencyKeyVersion", sealed
    from keys.list_old_wraps(${agencyId}, ${older}, ${but}, ${atMost})`.execute(tx);
  return rows.map(({ sealed, ...place }) => ({ place: { ...place, agencyId }, sealed }));
}

/**
 * Puts new wraps in the places of old ones.
 *
 * @param wraps the old places, with what is sealed anew
 * @returns how many: one that is gone, or was replaced by another, stays as it is
 */
export async function replaceWraps(
  tx: Transaction,
  to: AgencyKey,
  wraps: readonly OldWrap[],
): Promise<number> {
  const keys = wraps.map(({ place }) => place.dataKeyId);
  const versions = wraps.map(({ place }) => place.agencyKeyVersion);
  const sealed = wraps.map((wrap) => Buffer.from(wrap.sealed));
  const { rows } = await sql<{ n: string }>`
    select count(*) filter (where keys.replace_wrap(w.key, ${to.agencyId}, w.version, ${to.version}, w.sealed)) as n
    from unnest(${keys}::uuid[], ${versions}::int[], ${sealed}::bytea[]) as w(key, version, sealed)`.execute(
    tx,
  );
  return Number(rows[0]?.n ?? 0);
}

export async function noteRewrapped(tx: Transaction, to: AgencyKey, count: number): Promise<void> {
  await sql`select keys.note_rewrapped(${to.agencyId}, ${to.version}, ${count})`.execute(tx);
}

/** @returns false while a wrap is under it, or is about to be */
export async function retireKey(tx: Transaction, agencyId: string, version: number): Promise<boolean> {
  const { rows } = await sql<{ retired: boolean }>`
    select keys.retire_key(${agencyId}, ${version}) as retired`.execute(tx);
  return rows[0]?.retired === true;
}

/** What a supervisor is told of their agency's keys. */
export interface OwnKeys {
  /** Null where the key file holds the agency's keys. */
  readonly holder: { readonly state: "open" | "closed" | "away"; readonly stateSince: Date } | null;
  /** Oldest first; `wraps` counts what is locked under each. */
  readonly keys: readonly {
    readonly version: number;
    readonly madeAt: Date;
    readonly replacedAt: Date | null;
    readonly retiredAt: Date | null;
    readonly wraps: number;
  }[];
  /** The newest twenty, newest first. */
  readonly alarms: readonly {
    readonly at: Date;
    readonly rule: string;
    readonly count: number;
    readonly displayName: string | null;
  }[];
}

/** As a supervisor: row security shows their own agency's alone. */
export async function findOwnKeys(tx: Transaction): Promise<OwnKeys> {
  const holder = await sql<NonNullable<OwnKeys["holder"]>>`
    select state, state_since as "stateSince" from keys.holder`.execute(tx);
  const keys = await sql<OwnKeys["keys"][number]>`
    select version, made_at as "madeAt", replaced_at as "replacedAt", retired_at as "retiredAt", wraps::int
    from keys.own_progress()`.execute(tx);
  const alarms = await sql<OwnKeys["alarms"][number]>`
    select a.at, a.rule, a.count, m.display_name as "displayName"
    from keys.holder_alarm a left join identity.member m on m.id = a.member_id
    order by a.at desc, a.entry desc limit 20`.execute(tx);
  return { holder: holder.rows[0] ?? null, keys: keys.rows, alarms: alarms.rows };
}
