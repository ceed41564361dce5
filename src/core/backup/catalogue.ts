import type { Client } from "pg";

export interface Table {
  /** `schema.table`. */
  readonly name: string;
  /** In their order; without those that the database computes. */
  readonly columns: readonly string[];
}

/** Durable tables of the house, each after those that it refers to. The queue's own tables are made anew. */
export async function tablesInOrder(client: Client): Promise<Table[]> {
  const { rows: tables } = await client.query<Table>(
    `select n.nspname || '.' || c.relname as name,
       array(select a.attname::text from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
         order by a.attnum) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and c.relpersistence = 'p' and n.nspname !~ '^pg_'
       and n.nspname not in ('information_schema', 'graphile_worker')
     order by 1`,
  );
  const { rows: references } = await client.query<{ table: string; needs: string }>(
    `select n.nspname || '.' || c.relname as table, rn.nspname || '.' || rc.relname as needs
     from pg_constraint k
     join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
     join pg_class rc on rc.oid = k.confrelid join pg_namespace rn on rn.oid = rc.relnamespace
     where k.contype = 'f' and k.conrelid <> k.confrelid`,
  );
  const needs = Map.groupBy(references, (reference) => reference.table);
  const ordered: Table[] = [];
  const waiting = new Map(tables.map((table) => [table.name, table]));
  while (waiting.size > 0) {
    const free = [...waiting.values()].filter((table) =>
      (needs.get(table.name) ?? []).every((reference) => !waiting.has(reference.needs)),
    );
    if (free.length === 0) {
      throw new Error(`these tables refer to each other in a ring: ${[...waiting.keys()].join(", ")}`);
    }
    for (const table of free) {
      ordered.push(table);
      waiting.delete(table.name);
    }
  }
  return ordered;
}

/** Columns as SQL lists them. */
export const listed = (columns: readonly string[]): string => columns.map((name) => `"${name}"`).join(", ");
