import { randomUUID } from "node:crypto";
import { mkdir, open, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { Zip, ZipDeflate } from "fflate";
import { FIELDS_OF, FILES, KINDS, type Kind, OWN_FIELDS } from "./hsds.ts";
import { compile, type Records } from "./nest.ts";

export const EXPORT_FORMS = ["json", "csv", "zip"] as const;
/** Nested JSON in one file, tables in a folder, or these tables in a ZIP. */
export type ExportForm = (typeof EXPORT_FORMS)[number];

/**
 * Writes all records beside their place and moves them there when they are whole. A file or folder that exists is never
 * written over.
 *
 * @returns how many files it holds
 */
export async function writeExport(records: Records, form: ExportForm, path: string): Promise<number> {
  const place = resolve(path);
  const draft = join(dirname(place), `.${basename(place)}-${randomUUID()}`);
  try {
    const files = form === "json" ? await writeJson(records, draft) : await writeTables(records, form, draft);
    // A folder is not moved onto another one, and a file is made anew or not at all.
    await (form === "csv" ? mkdir(place) : (await open(place, "wx", 0o600)).close());
    await rename(draft, place);
    return files;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function writeJson(records: Records, draft: string): Promise<number> {
  const compiled = Object.entries(compile(records)).map(
    ([kind, roots]) =>
      `${JSON.stringify(kind)}: [\n${roots.map((root) => JSON.stringify(root)).join(",\n")}\n]`,
  );
  await writeFile(draft, `{\n${compiled.join(",\n")}\n}\n`, { mode: 0o600 });
  return 1;
}

async function writeTables(records: Records, form: "csv" | "zip", draft: string): Promise<number> {
  const tables = tablesOf(records);
  const files = [...tables, { name: "datapackage.json", text: dataPackage(tables) }];
  if (form === "zip") await writeFile(draft, zip(files), { mode: 0o600 });
  else {
    await mkdir(draft, { mode: 0o700 });
    for (const { name, text } of files) await writeFile(join(draft, name), text, { mode: 0o600 });
  }
  return files.length;
}

interface Table {
  readonly name: string;
  readonly text: string;
  readonly kind: Kind;
  readonly columns: readonly string[];
}

function tablesOf(records: Records): Table[] {
  return KINDS.flatMap((kind) => {
    const rows = records.of(kind);
    if (rows.length === 0) return [];
    const known = [...FIELDS_OF[kind].keys(), ...(OWN_FIELDS[kind] ?? [])];
    const others = new Set(
      rows.flatMap(({ content }) => Object.keys(content)).filter((name) => !known.includes(name)),
    );
    const columns = [...known, ...[...others].sort()];
    const organizations = kind === "program" ? organizationsOfPrograms(records) : null;
    const lines = rows.map(({ id, content }) => {
      const whole = organizations ? { organization_id: organizations.get(id), ...content } : content;
      return columns.map((name) => cellOf(whole[name])).join(",");
    });
    return [
      {
        name: FILES[kind],
        text: `${[columns.map(cellOf).join(","), ...lines].join("\r\n")}\r\n`,
        kind,
        columns,
      },
    ];
  });
}

/** A table needs each programme's organisation; nested in a service, it is said by that service alone. By id, as services say it. */
function organizationsOfPrograms(records: Records): ReadonlyMap<unknown, unknown> {
  const said = records
    .of("service")
    .map(({ content }) => [content.program_id, content.organization_id] as const);
  return new Map(said.filter(([, organization]) => organization !== undefined));
}

function cellOf(value: unknown): string {
  const text = value === undefined ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** What Frictionless Data asks of a tabular data package, for the tables that are there. */
function dataPackage(tables: readonly Table[]): string {
  const resources = tables.map(({ name, kind, columns }) => ({
    ...{ name: kind, path: name, profile: "tabular-data-resource", format: "csv", mediatype: "text/csv" },
    schema: {
      primaryKey: "id",
      fields: columns.map((column) => ({
        name: column,
        type: FIELDS_OF[kind].get(column)?.type === "number" ? "number" : "string",
      })),
    },
  }));
  return `${JSON.stringify({ name: "human_services_data", profile: "tabular-data-package", version: "3.0", resources }, null, 2)}\n`;
}

function zip(files: readonly { readonly name: string; readonly text: string }[]): Buffer {
  const pieces: Uint8Array[] = [];
  let failure: unknown;
  const archive = new Zip((error, data) => {
    if (error) failure = error;
    else pieces.push(data);
  });
  for (const { name, text } of files) {
    const entry = new ZipDeflate(name);
    archive.add(entry);
    entry.push(Buffer.from(text), true);
  }
  archive.end();
  if (failure !== undefined) throw failure;
  return Buffer.concat(pieces);
}
