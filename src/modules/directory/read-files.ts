import { createReadStream } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { parse } from "csv-parse/sync";
import { Unzip, UnzipInflate } from "fflate";
import { DirectoryError } from "./errors.ts";
import { Gathering, kindOfName, kindOfObject } from "./flatten.ts";
import { FILES, KINDS, type Kind } from "./hsds.ts";

/** Of everything together, once unpacked: a small archive can hold any number of bytes. */
export interface Limits {
  readonly bytesMax: number;
  readonly filesMax: number;
  readonly recordsMax: number;
}
const LIMITS: Limits = { bytesMax: 512 * 1024 * 1024, filesMax: 200, recordsMax: 2_000_000 };

interface Found {
  /** Without its folders: what stands before is never used as a path. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Every record of HSDS in a file (JSON, CSV, ZIP) or in the files of a folder, checked; what is refused is listed in it.
 *
 * @param path of a file or folder
 * @throws DirectoryError `unreadable-file`, `too-much`, each with `file`
 */
export async function gatherFiles(path: string, limits: Limits = LIMITS): Promise<Gathering> {
  const gathering = new Gathering();
  const files = (await stat(path)).isDirectory()
    ? await readFolder(path, limits)
    : await readOne(path, limits);
  if (files.length > limits.filesMax) throw new DirectoryError("too-much");
  const named = namesOf(files);
  for (const file of files) {
    if (/^datapackage\.json$/i.test(file.name)) continue;
    gatherFile(gathering, file, named, limits);
  }
  return gathering;
}

async function readOne(path: string, limits: Limits): Promise<Found[]> {
  if (extname(path).toLowerCase() === ".zip") return unpack(path, limits);
  if ((await stat(path)).size > limits.bytesMax)
    throw new DirectoryError("too-much", { file: basename(path) });
  return [{ name: basename(path), bytes: await readFile(path) }];
}

async function readFolder(path: string, limits: Limits): Promise<Found[]> {
  const names = (await readdir(path)).filter((name) => /\.(json|csv)$/i.test(name)).sort();
  if (names.length > limits.filesMax) throw new DirectoryError("too-much");
  let bytes = 0;
  const files: Found[] = [];
  for (const name of names) {
    bytes += (await stat(join(path, name))).size;
    if (bytes > limits.bytesMax) throw new DirectoryError("too-much", { file: name });
    files.push({ name, bytes: await readFile(join(path, name)) });
  }
  return files;
}

/** Byte by byte against the limit, since what an archive says of its own size may be a lie. */
async function unpack(path: string, limits: Limits): Promise<Found[]> {
  const file = basename(path);
  const files: { name: string; pieces: Uint8Array[] }[] = [];
  let [bytes, entries] = [0, 0];
  let failure: unknown;
  const unzip = new Unzip((entry) => {
    entries++;
    if (entries > limits.filesMax) {
      failure ??= new DirectoryError("too-much", { file });
      return;
    }
    if (!/\.(json|csv)$/i.test(entry.name) || /(^|\/)(__MACOSX\/|\.[^/]*$)/.test(entry.name)) return;
    const found = { name: basename(entry.name), pieces: [] as Uint8Array[] };
    files.push(found);
    entry.ondata = (error, data) => {
      if (error) failure ??= new DirectoryError("unreadable-file", { file }, { cause: error });
      else if (failure === undefined) {
        bytes += data.length;
        if (bytes > limits.bytesMax) failure = new DirectoryError("too-much", { file });
        else found.pieces.push(data);
      }
    };
    entry.start();
  });
  unzip.register(UnzipInflate);
  try {
    // In small pieces, so that one of them cannot become more than some megabytes before it is counted.
    for await (const chunk of createReadStream(path, { highWaterMark: 16_384 })) {
      unzip.push(chunk as Buffer);
      if (failure !== undefined) throw failure;
    }
    unzip.push(new Uint8Array(0), true);
  } catch (cause) {
    if (cause instanceof DirectoryError) throw cause;
    throw new DirectoryError("unreadable-file", { file }, { cause });
  }
  if (failure !== undefined) throw failure;
  return files.map(({ name, pieces }) => ({ name, bytes: Buffer.concat(pieces) }));
}

/** Which file holds what: as a data package says, where there is one, else by their names. */
function namesOf(files: readonly Found[]): Map<string, Kind> {
  const named = new Map<string, Kind>();
  const found = files.find(({ name }) => /^datapackage\.json$/i.test(name));
  if (!found) return named;
  const resources: unknown = readObject(found).resources;
  for (const resource of Array.isArray(resources) ? resources.slice(0, 200) : []) {
    const kind = KINDS.find((known) => known === resource?.name);
    if (kind && typeof resource.path === "string") named.set(basename(resource.path), kind);
  }
  return named;
}

function gatherFile(
  gathering: Gathering,
  file: Found,
  named: ReadonlyMap<string, Kind>,
  limits: Limits,
): void {
  const kind = named.get(file.name) ?? kindOfName(file.name);
  const add = (of: Kind | undefined, value: unknown, row: number, from = file.name) => {
    const known = of ?? kindOfObject(value);
    if (known) gathering.add(known, value, { file: from, row });
    else gathering.refuse({ file: from, row }, "", "unknown-kind");
    if (gathering.size > limits.recordsMax) throw new DirectoryError("too-much", { file: file.name });
  };
  if (/\.csv$/i.test(file.name)) {
    if (!kind) {
      gathering.refuse({ file: file.name, row: 1 }, "", "unknown-kind");
      return;
    }
    for (const [nth, row] of readTable(file).entries()) add(kind, row, nth + 2);
    return;
  }
  gatherJson(file, kind, add);
}

/** A page of the API, a list, one object, the tabular form in one file, or our own export: roots under their kinds. */
function gatherJson(
  file: Found,
  kind: Kind | undefined,
  add: (kind: Kind | undefined, value: unknown, row: number, from?: string) => void,
): void {
  const value = readJson(file);
  if (Array.isArray(value)) {
    for (const [nth, each] of value.entries()) add(kind, each, nth + 1);
    return;
  }
  const object = readObject(file, value);
  if (Array.isArray(object.contents)) {
    for (const [nth, each] of object.contents.entries()) add(kind, each, nth + 1);
    return;
  }
  if (typeof object.id === "string") {
    add(kind, object, 1);
    return;
  }
  for (const [name, rows] of Object.entries(object)) {
    const of = KINDS.find((known) => FILES[known] === name || known === name);
    if (!of || !Array.isArray(rows)) continue;
    for (const [nth, each] of rows.entries()) add(of, each, nth + 1, `${file.name}: ${name.slice(0, 60)}`);
  }
}

function textOf(file: Found): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(file.bytes);
  } catch (cause) {
    throw new DirectoryError("unreadable-file", { file: file.name }, { cause });
  }
}

function readJson(file: Found): unknown {
  try {
    return JSON.parse(textOf(file));
  } catch (cause) {
    if (cause instanceof DirectoryError) throw cause;
    throw new DirectoryError("unreadable-file", { file: file.name }, { cause });
  }
}

function readObject(file: Found, value = readJson(file)): Record<string, unknown> {
  if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  throw new DirectoryError("unreadable-file", { file: file.name });
}

function readTable(file: Found): Record<string, string>[] {
  try {
    return parse(textOf(file), {
      columns: true,
      bom: true,
      skip_empty_lines: true,
      max_record_size: 1_000_000,
    });
  } catch (cause) {
    if (cause instanceof DirectoryError) throw cause;
    throw new DirectoryError("unreadable-file", { file: file.name }, { cause });
  }
}
