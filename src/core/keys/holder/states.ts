import type { Client } from "pg";
import type { PlatformEntry } from "./compare.ts";

export interface AgencyKeyState {
  readonly agencyId: string;
  readonly agencyName: string;
  readonly holder: { readonly address: string; readonly state: string } | null;
  readonly keys: readonly {
    readonly version: number;
    readonly state: "live" | "replaced" | "retired";
    /** How many are under it. */
    readonly wraps: number;
  }[];
}

/** Every agency's keys, with what is under each: for the owner of the database. */
export async function listKeyStates(owner: Client): Promise<AgencyKeyState[]> {
  const { rows } = await owner.query<AgencyKeyState>(`
    select a.id as "agencyId", a.name as "agencyName",
      case when h.agency_id is not null then json_build_object('address', h.address, 'state', h.state) end as holder,
      coalesce(json_agg(json_build_object('version', k.version, 'wraps', coalesce(w.n, 0),
        'state', case when k.replaced_at is null then 'live' when k.retired_at is null then 'replaced' else 'retired' end)
        order by k.version) filter (where k.version is not null), '[]') as keys
    from identity.agency a
    left join keys.holder h on h.agency_id = a.id
    left join keys.agency_key k on k.agency_id = a.id
    left join (select agency_id, agency_key_version, count(*) as n from keys.wrap group by 1, 2) w
      on w.agency_id = k.agency_id and w.agency_key_version = k.version
    group by a.id, a.name, h.agency_id, h.address, h.state order by a.name`);
  return rows;
}

const PAGE = 5000;

/** The ledger's entries about an agency's keys from a day on, oldest first. @param since such as `2026-11-25` */
export async function* listPlatformEntries(
  owner: Client,
  agencyId: string,
  since: string,
): AsyncGenerator<PlatformEntry> {
  let after = "0";
  for (;;) {
    // What an erased case said is gone: its entries are known by their agency alone.
    const { rows } = await owner.query<PlatformEntry>(
      `select e.id::text as entry, e.kind, e.at, e.content, encode(e.salt, 'base64') as salt, e.log_index::int as "logIndex"
       from ledger.entry e
       left join ledger.entry look on e.kind = 'section.not-opened' and look.id = (e.content::jsonb ->> 'entry')::bigint
       where e.id > $1 and e.at >= $2 and e.kind in ('section.read', 'key.taken', 'section.not-opened', 'key.published')
         and case when e.content is null or e.kind = 'key.published' then e.agency_id = $3
           else coalesce(look.content, e.content)::jsonb ->> 'keyAgencyId' = $3::text end
       order by e.id limit ${PAGE}`,
      [after, since, agencyId],
    );
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.entry;
  }
}
