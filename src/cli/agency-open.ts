import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { isAbsolute, join, resolve } from "node:path";
import { readIdentities, readSealed } from "../core/backup/index.ts";
import { derivePasswordSecrets, unwrapMemberKeys } from "../core/identity/member-keys.ts";
import { argon2id } from "../core/identity/words/argon2-node.ts";
import { x25519Agreement } from "../core/keys/agreement.ts";
import { agreementsOf, readHeldKeys, readSettings, tokenOf } from "../core/keys/holder/folder.ts";
import { fromBase64Url } from "../core/keys/index.ts";
import { ManyOpenings } from "../core/keys/wrap-many.ts";
import {
  bytesOf,
  ProofCheck,
  readTaken,
  TakenFileError,
  type TakenHead,
  type TakenRow,
  textOf,
} from "../core/leaving/index.ts";
import { caseRow, casesHeading, TakenCases } from "../modules/care/index.ts";
import { TakenConversations } from "../modules/door/index.ts";
import { type Command, type CommandIo, JSON_OPTION, printLine, UsageError } from "./command.ts";

/** Opens, offline, what an agency took along. */
export const agencyOpen: Command = {
  name: "agency open",
  summary: "Opens what an agency took along into plain files (HTCDS as CSV, JSON), offline.",
  operands: "FILE",
  options: {
    identity: { type: "string", help: "the agency's secret file, which `backup keygen` made" },
    keys: { type: "string", help: "the key holder's folder, for an agency that runs one" },
    as: {
      type: "string",
      help: "e-mail address of a member whose keys open letters; LEEWARD_PASSWORD is theirs",
    },
    to: { type: "string", help: "a folder that is not there yet; it is made whole or not at all" },
    ...JSON_OPTION,
  },
  examples: [
    "leeward agency open leeward-agency-20261125T190000000Z.age --identity harbour --to opened",
    "LEEWARD_PASSWORD=… leeward agency open FILE --identity harbour --keys /var/lib/leeward-keys --as leila@harbour.example --to opened",
  ],
  run: async (io, values, [file, ...more]) => {
    const { identity, to, keys, as } = values;
    if (!file || more.length > 0 || typeof identity !== "string" || typeof to !== "string") {
      throw new UsageError("Name the file, --identity with the secret file, and --to with a new folder.");
    }
    const target = isAbsolute(to) ? to : resolve(io.cwd, to);
    if (await stat(target).catch(() => null)) {
      throw new UsageError(`${target} is there already. Name a folder that is not.`);
    }
    const reader = typeof as === "string" ? { email: as, password: passwordOf(io) } : null;
    const unfinished = `${target}.partial`;
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(join(unfinished, "cases"), { recursive: true, mode: 0o700 });
    try {
      const report = await openInto(unfinished, {
        lines: readTaken(readSealed(file, await readIdentities(identity))),
        holder: typeof keys === "string" ? keys : null,
        pin: io.env.LEEWARD_TOKEN_PIN,
        reader,
        signal: io.signal,
      });
      await rename(unfinished, target);
      tell(io, report, values.json === true);
      return report.ledger.wrong.length === 0 ? 0 : 1;
    } catch (error) {
      await rm(unfinished, { recursive: true, force: true });
      throw error;
    }
  },
};

function passwordOf(io: CommandIo): string {
  if (io.env.LEEWARD_PASSWORD) return io.env.LEEWARD_PASSWORD;
  throw new UsageError("Set LEEWARD_PASSWORD to the password of the member of --as.");
}

interface Opening {
  readonly lines: ReturnType<typeof readTaken>;
  readonly holder: string | null;
  readonly pin: string | undefined;
  readonly reader: { readonly email: string; readonly password: string } | null;
  readonly signal: AbortSignal;
}

interface OpenReport {
  readonly agency: TakenHead["agency"];
  readonly at: string;
  readonly cases: number;
  readonly sections: number;
  readonly conversations: number;
  /** Letters that the member's keys opened, and those that they did not. */
  readonly letters: { readonly opened: number; readonly closed: number };
  readonly ledger: ReturnType<ProofCheck["report"]>;
}

async function openInto(folder: string, opening: Opening): Promise<OpenReport> {
  const files = new RowFiles(folder);
  try {
    return await openRows(folder, files, opening);
  } finally {
    await files.close();
  }
}

async function openRows(folder: string, rest: RowFiles, opening: Opening): Promise<OpenReport> {
  const cases = new TakenCases();
  const conversations = new TakenConversations();
  const members = new Map<string, TakenRow[]>();
  const wraps = new Map<string, TakenRow>();
  let head: TakenHead | undefined;
  let proofs = new ProofCheck(null);
  let rootKey: Uint8Array | null = null;
  for await (const line of opening.lines) {
    opening.signal.throwIfAborted();
    if ("format" in line) {
      head = line;
      proofs = new ProofCheck(line.ledger);
    } else if ("proof" in line) proofs.proof(line.proof);
    else if ("table" in line) {
      const { table, row } = line;
      cases.take(table, row);
      conversations.take(table, row);
      if (table === "keys.wrap") wraps.set(textOf(row, "data_key_id"), row);
      else if (table === "ledger.entry") proofs.entry(row);
      else if (table === "identity.agency") rootKey = row.root_key === null ? null : bytesOf(row, "root_key");
      if (KEPT_FOR_READING.includes(table)) members.set(table, [...(members.get(table) ?? []), row]);
      if (!SEALED.includes(table)) await rest.write(table, row);
    }
  }
  if (!head) throw new TakenFileError("This file is empty.");
  await rest.write("ledger.checkpoint", { ...head.ledger });
  const openings = await openingsOf(head, opening);
  const counts = { cases: 0, sections: 0 };
  await rest.text("cases.csv", casesHeading());
  for await (const one of cases.open((dataKeyId) => openWrapOf(wraps, dataKeyId, openings))) {
    opening.signal.throwIfAborted();
    counts.cases += 1;
    counts.sections += Object.values(one.sections).flat().length;
    await rest.text("cases.csv", caseRow(one));
    await rest.text(`cases/${fileNameOf(one.alias, one.id)}.json`, `${JSON.stringify(one, null, 1)}\n`);
  }
  const letters = { opened: 0, closed: 0 };
  if (opening.reader && rootKey) {
    await mkdir(join(folder, "letters"), { mode: 0o700 });
    const reader = await letterReaderOf(members, opening.reader);
    for await (const one of conversations.open(head.agency.id, rootKey, reader)) {
      const opened = one.letters.filter((letter) => "body" in letter).length;
      letters.opened += opened;
      letters.closed += one.letters.length - opened;
      await rest.text(`letters/${one.mailbox}.json`, `${JSON.stringify(one, null, 1)}\n`);
    }
  }
  return {
    ...{ agency: head.agency, at: head.at, ...counts, conversations: conversations.count, letters },
    ledger: proofs.report(),
  };
}

/** What stands in files of its own once it is opened, or is a key. */
const SEALED: readonly string[] = ["care.section", "keys.wrap", "door.letter", "identity.member_key"];
const KEPT_FOR_READING: readonly string[] = ["identity.member", "identity.member_key"];

/** Private keys of the agency, by version: from its holder's folder, else from the file itself. */
async function openingsOf(head: TakenHead, { holder, pin }: Opening): Promise<Map<number, ManyOpenings>> {
  const openings = new Map<number, ManyOpenings>();
  for (const [name, key] of Object.entries(head.keys)) {
    openings.set(Number(name.split("/")[1]), new ManyOpenings(x25519Agreement(fromBase64Url(key, 32))));
  }
  if (holder === null) return openings;
  const settings = await readSettings(holder);
  if (settings.agencyId !== head.agency.id) {
    throw new TakenFileError(
      `${holder} holds the keys of ${settings.agencyName}, and this file is of ${head.agency.name}.`,
    );
  }
  const token = settings.token ? await tokenOf(settings, pin) : null;
  for (const [version, agreement] of agreementsOf(settings, await readHeldKeys(holder), token)) {
    openings.set(version, new ManyOpenings(agreement));
  }
  return openings;
}

async function openWrapOf(
  wraps: ReadonlyMap<string, TakenRow>,
  dataKeyId: string,
  openings: ReadonlyMap<number, ManyOpenings>,
): Promise<Uint8Array> {
  const row = wraps.get(dataKeyId);
  if (!row) throw new TakenFileError(`The file lacks the key ${dataKeyId} of a section. Export it again.`);
  const agencyKeyVersion = Number(row.agency_key_version);
  const opening = openings.get(agencyKeyVersion);
  if (!opening) {
    throw new TakenFileError(
      `Version ${agencyKeyVersion} of the agency's keys is needed. Give --keys with the key holder's folder.`,
    );
  }
  return opening.open(bytesOf(row, "sealed"), {
    ...{ dataKeyId, agencyKeyVersion, agencyId: textOf(row, "agency_id") },
    ...{ caseId: textOf(row, "case_id"), category: textOf(row, "category") },
  });
}

async function letterReaderOf(
  rows: ReadonlyMap<string, TakenRow[]>,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<{ memberId: string; readingKey: Uint8Array }> {
  const member = rows
    .get("identity.member")
    ?.find((row) => textOf(row, "email").toLowerCase() === email.toLowerCase());
  const key = rows
    .get("identity.member_key")
    ?.findLast((row) => row.member_id === member?.id && row.retired_at === null);
  if (!member || !key) throw new TakenFileError(`The file holds no member ${email} with keys.`);
  const { wrapKey } = await derivePasswordSecrets({ email, password }, argon2id);
  const memberId = textOf(member, "id");
  const keys = await unwrapMemberKeys(bytesOf(key, "wrapped"), wrapKey, memberId).catch((cause: unknown) => {
    throw new TakenFileError(`This is not the password of ${email}, or the keys were changed.`, { cause });
  });
  return { memberId, readingKey: keys.reading.privateKey };
}

const fileNameOf = (alias: string, id: string): string =>
  `${alias.replaceAll(/[^A-Za-z0-9]+/g, "-")}-${id.slice(0, 8)}`;

/** Files that grow row by row, for their owner alone. */
class RowFiles {
  readonly #folder: string;
  readonly #open = new Map<string, Awaited<ReturnType<typeof open>>>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** One row as a line of JSON, in the file of its table. */
  async write(table: string, row: TakenRow): Promise<void> {
    await this.#append(`${table}.jsonl`, `${JSON.stringify(row)}\n`);
  }

  async text(name: string, text: string): Promise<void> {
    if (name.includes("/")) {
      const file = await open(join(this.#folder, name), "wx", 0o600);
      await file.writeFile(text).finally(() => file.close());
    } else await this.#append(name, text);
  }

  async close(): Promise<void> {
    for (const file of this.#open.values()) {
      await file.sync();
      await file.close();
    }
    this.#open.clear();
  }

  async #append(name: string, text: string): Promise<void> {
    const file = this.#open.get(name) ?? (await open(join(this.#folder, name), "a", 0o600));
    this.#open.set(name, file);
    await file.writeFile(text);
  }
}

function tell(io: CommandIo, report: OpenReport, asJson: boolean): void {
  if (asJson) {
    printLine(io.out, JSON.stringify(report));
    return;
  }
  const { agency, at, cases, sections, conversations, letters, ledger } = report;
  printLine(
    io.out,
    `${agency.name}, as of ${at}: ${cases} cases with ${sections} versions of their sections.`,
  );
  printLine(
    io.out,
    letters.opened + letters.closed === 0
      ? `${conversations} conversations, sealed: --as opens those that a member could read.`
      : `${conversations} conversations: ${letters.opened} letters opened, ${letters.closed} were not for this member.`,
  );
  printLine(
    io.out,
    `${ledger.proven} entries are in the ledger of ${ledger.size} places${ledger.isWitnessed ? ", which witnesses cosigned" : ", which no witness cosigned"}; ${ledger.unplaced} are newer.`,
  );
  if (ledger.wrong.length > 0)
    printLine(io.out, `NOT in the ledger as they stand here: ${ledger.wrong.join(", ")}.`);
  printLine(io.err, "These files are plain: keep them as you keep the people in them.");
}
