import type { Client } from "pg";
import type { Codebook } from "./codebook.ts";

/** The statements of the operator's commands, as the owner of the database. */

/** Whoever writes a section waits from here on. */
export const lockCodes = (owner: Client) =>
  owner.query("lock table statistics.coded_section, statistics.codebook in share row exclusive mode");

export async function newestCodebook(owner: Client): Promise<number> {
  const { rows } = await owner.query("select max(version)::int as version from statistics.codebook");
  return rows[0].version;
}

const PAGE = 2_000;

/** Every case with what it is counted as: of its file in the open, of its sections sealed. In pages. */
export async function* countedCases(owner: Client): AsyncGenerator<{
  readonly gender: string;
  readonly ageBand: string;
  readonly stage: string;
  readonly year: number;
  readonly reporter: string;
  readonly id: readonly string[];
  readonly sealed: readonly Buffer[];
}> {
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const { rows } = await owner.query(
      `select f.id as "caseId", f.gender, f.age_band as "ageBand", f.state as stage, a.kind as reporter,
         extract(year from f.opened_at at time zone 'UTC')::int as year,
         coalesce(array_agg(s.id order by s.id) filter (where s.id is not null), '{}') as id,
         coalesce(array_agg(s.sealed order by s.id) filter (where s.id is not null), '{}') as sealed
       from (select * from care.case_file x where x.id > $1 order by x.id limit $2) f
       join access.case_record r on r.id = f.id join identity.agency a on a.id = r.holder_agency_id
       left join statistics.coded_section s on s.case_id = f.id
       group by f.id, f.gender, f.age_band, f.state, a.kind, f.opened_at order by f.id`,
      [after, PAGE],
    );
    for (const { caseId: _caseId, ...one } of rows) yield one;
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.caseId;
  }
}

export async function insertCodebook(owner: Client, { version, variables }: Codebook): Promise<void> {
  await owner.query("insert into statistics.codebook (version) values ($1)", [version]);
  const lines = variables.map(({ codes: _codes, ...variable }, place) => ({ ...variable, place }));
  await owner.query(
    `insert into statistics.codebook_variable (version, name, place, entity, many, htcds, en, ar)
     select $1, v.name, v.place, v.entity, v.many, v.htcds, v.en, v.ar
     from jsonb_to_recordset($2::jsonb) v(name text, place int, entity text, many boolean, htcds text, en text, ar text)`,
    [version, JSON.stringify(lines)],
  );
  const codes = variables.flatMap(({ name, codes: of }) =>
    of.map((code, place) => ({ ...code, variable: name, place })),
  );
  await owner.query(
    `insert into statistics.codebook_code (version, variable, place, code, htcds, en, ar)
     select $1, c.variable, c.place, c.code, c.htcds, c.en, c.ar
     from jsonb_to_recordset($2::jsonb) c(variable text, place int, code text, htcds text, en text, ar text)`,
    [version, JSON.stringify(codes)],
  );
}
