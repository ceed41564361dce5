import type { Client } from "pg";

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
