import type { Client } from "pg";
import { LOGINS, ROLES } from "../db/roles.ts";
import type { Check } from "./index.ts";

/** What none of the house's roles may have, and how it is taken away. */
const FAULTS: Readonly<Record<string, string>> = {
  superuser: "nosuperuser",
  bypassrls: "nobypassrls",
  createrole: "nocreaterole",
  createdb: "nocreatedb",
  // reads the write-ahead log, past every policy
  replication: "noreplication",
  inherit: "noinherit",
  login: "nologin",
};

/**
 * Whether a role of the house can do more than it should: by an attribute, by what it owns, or by a role that it is a
 * member of. Not who asks: the owner of a database of one's own is called as its operator likes, and owns everything.
 */
export async function examineRoles(client: Client): Promise<Omit<Check, "name">> {
  const { rows } = await client.query<{ rolname: string; faults: string[]; of: string[]; owns: boolean }>(
    `select r.rolname, array_remove(array[
         case when r.rolsuper then 'superuser' end, case when r.rolbypassrls then 'bypassrls' end,
         case when r.rolcreaterole then 'createrole' end, case when r.rolcreatedb then 'createdb' end,
         case when r.rolreplication then 'replication' end,
         case when r.rolcanlogin and r.rolinherit and exists (select 1 from pg_auth_members m where m.member = r.oid) then 'inherit' end,
         case when r.rolcanlogin and r.rolname <> all ($2) then 'login' end], null) as faults,
       array(select g.rolname::text from pg_auth_members m join pg_roles g on g.oid = m.roleid
         where m.member = r.oid and (m.admin_option or r.rolname <> all ($2) or g.rolname <> all ($1)) order by 1) as of,
       exists (select 1 from pg_class c where c.relowner = r.oid) as owns
     from pg_roles r where r.rolname = any ($1) and r.rolname <> current_user order by 1`,
    [ROLES, LOGINS],
  );
  const wrong = rows.flatMap(({ rolname, faults, of, owns }) => [
    ...(faults.length > 0
      ? [`alter role ${rolname} ${faults.map((fault) => FAULTS[fault] ?? fault).join(" ")}`]
      : []),
    ...(of.length > 0 ? [`revoke ${of.join(", ")} from ${rolname}`] : []),
    ...(owns ? [`reassign owned by ${rolname} to current_user`] : []),
  ]);
  return wrong.length === 0
    ? { ok: true, says: "No role of the house owns, bypasses or inherits anything." }
    : {
        ok: false,
        says: `Roles of the house can do more than they should, and someone gave them that: find out who. As a superuser: ${wrong.join("; ")}.`,
      };
}
