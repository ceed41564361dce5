import { createHash, randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import type { Category } from "../../src/core/access/context.ts";
import { readConfig } from "../../src/core/config/index.ts";
import { readSecrets } from "../../src/core/config/secrets.ts";
import { findRunningPostgres, startPostgres } from "../../src/core/db/postgres.ts";
import { type Bytes, type KeyFile, toBase64Url } from "../../src/core/keys/index.ts";
import { makeSealKeys } from "../../src/core/keys/seal.ts";
import { encryptSectionNow, ManyWraps } from "../../src/core/keys/wrap-many.ts";
import { prepareGround } from "../../src/main.ts";
import { documentBytes } from "../../src/modules/care/document-bytes.ts";
import type { SectionDocument } from "../../src/modules/care/model/field.ts";
import { checkFill, fill, NAMES_EACH, type SectionsACase } from "./fill.ts";

/** A folder with a filled State, kept from run to run; and the members who sign in there. */

const AGENCIES = 200;
const MEMBERS_EACH = 5;
/** They work at the 32 largest agencies, two at each, with forty cases of their own, or as many more as are asked for. */
const SIGNED_IN = 64;
export const CASES_EACH = 40;
const DONE = "filled.json";

/** What a caseworker opens for support; the first three are written to as well. */
export const OPENED: Readonly<Partial<Record<Category, SectionDocument>>> = {
  contact: { channel: "text-message", codeWord: "marigold", street: "12 Quay Lane", hours: "after six" },
  "needs-and-risk": {
    wants: "To sleep without the light. ".repeat(12),
    risks: ["debt"],
    riskDetails: "of him",
  },
  account: { ownWords: "We came by the river, and they kept the papers. ".repeat(18) },
  identity: { firstName: "Selam", familyName: "Tesfai", birthDate: "1999-02-11" },
  status: {},
  "work-and-documents": {},
  money: {},
};
export const WRITTEN = ["contact", "needs-and-risk", "account"] as const;

export interface Kept {
  readonly cases: number;
  readonly sections: SectionsACase;
  readonly fillSeconds: number;
  /** The most cases that open for a member; a State of before this was counted has `CASES_EACH`. */
  readonly touched?: number;
  /** Who signs in, and the cases whose sections really open for them. */
  readonly members: readonly {
    readonly id: string;
    readonly agencyId: string;
    readonly cases: readonly string[];
    /** How the people of these cases are called. */
    readonly names: readonly string[];
  }[];
}

const random = (n: number): Bytes => new Uint8Array(randomBytes(n));

interface Wanted {
  readonly cases: number;
  readonly sections: SectionsACase;
  /** How many cases each member opens and writes in, where their half of the agency's open cases has so many. */
  readonly touched: number;
}

/** What is kept in the folder; filled first where there is nothing yet, and made to open where too few cases do. */
export async function keepState(folder: string, wanted: Wanted, say: (line: string) => void): Promise<Kept> {
  const file = join(folder, DONE);
  let kept: Kept = existsSync(file)
    ? JSON.parse(readFileSync(file, "utf8"))
    : await fillState(folder, wanted, say);
  if (kept.cases !== wanted.cases || kept.sections !== wanted.sections)
    throw new Error(`${folder} holds ${kept.cases} cases of ${kept.sections} sections; name another folder`);
  if ((kept.touched ?? CASES_EACH) < wanted.touched) kept = await openMore(folder, kept, wanted.touched, say);
  return {
    ...kept,
    members: kept.members.map((one) => ({ ...one, cases: one.cases.slice(0, wanted.touched) })),
  };
}

/** More of the members' own cases really open, in a State that was filled before. */
async function openMore(
  folder: string,
  kept: Kept,
  touched: number,
  say: (line: string) => void,
): Promise<Kept> {
  const postgres = await startPostgres({ dataDir: join(folder, "postgres"), log: say });
  const owner = new Client({ connectionString: postgres.connectionString("leeward") });
  await owner.connect();
  try {
    const members: Kept["members"][number][] = [];
    for (const [nth, member] of kept.members.entries()) {
      const { rows } = await owner.query<{ id: string }>(
        `select c.id from (
           select f.id, row_number() over (order by f.id) % 2 as half from care.case_file f
           where f.holder_agency_id = $1 and f.state <> 'closed'
         ) c where half = $2 and c.id <> all ($3::uuid[]) order by c.id limit $4`,
        [member.agencyId, nth % 2, member.cases, touched - member.cases.length],
      );
      const more = rows.map(({ id }) => id);
      const key = await owner.query("select public_key from keys.agency_key where agency_id = $1", [
        member.agencyId,
      ]);
      const agency = { agencyId: member.agencyId, publicKey: new Uint8Array(key.rows[0].public_key) };
      for (let from = 0; from < more.length; from += 200) {
        await openCases(owner, agency, more.slice(from, from + 200));
      }
      members.push({ ...member, cases: [...member.cases, ...more] });
    }
    await owner.query("vacuum (analyze) care.section, keys.wrap");
    await owner.query("checkpoint");
    say(`${members.reduce((sum, { cases }) => sum + cases.length, 0)} cases can be opened`);
    const more: Kept = { ...kept, touched, members };
    writeFileSync(join(folder, DONE), JSON.stringify(more), { mode: 0o600 });
    return more;
  } finally {
    await owner.end();
    await postgres.stop();
  }
}

async function fillState(folder: string, wanted: Wanted, say: (line: string) => void): Promise<Kept> {
  const started = performance.now();
  const config = readConfig({ DATA_DIR: folder }, process.cwd());
  const ground = await prepareGround(config, "production", say);
  await ground.stop();
  const postgres = await startPostgres({
    dataDir: join(config.dataDir, "postgres"),
    log: say,
    settings: {
      fsync: "off",
      full_page_writes: "off",
      shared_buffers: "2GB",
      max_wal_size: "8GB",
      autovacuum: "off",
    },
  });
  const owner = new Client({ connectionString: postgres.connectionString("leeward") });
  await owner.connect();
  try {
    const agencies = await addAgencies(owner, ground.keys);
    const protocolId = await addProtocol(owner);
    const { names } = await readSecrets(join(config.dataDir, "secrets.json"), random);
    await fill(owner, agencies, protocolId, wanted, names, say);
    await checkFill(owner, wanted);
    const members = await makeReal(owner, agencies, say);
    await owner.query("drop schema bench cascade");
    await owner.query("checkpoint");
    const fillSeconds = Math.round((performance.now() - started) / 1000);
    const kept: Kept = { ...wanted, touched: CASES_EACH, fillSeconds, members };
    writeFileSync(join(folder, DONE), JSON.stringify(kept), { mode: 0o600 });
    return kept;
  } finally {
    await owner.end();
    await postgres.stop();
  }
}

interface AddedAgency {
  readonly agencyId: string;
  readonly members: readonly string[];
  readonly publicKey: Bytes;
}

async function addAgencies(owner: Client, keys: KeyFile): Promise<AddedAgency[]> {
  const added: AddedAgency[] = [];
  const secrets: { agencyId: string; version: number; privateKey: Bytes }[] = [];
  const kinds = ["ngo", "shelter", "child-protection", "health", "legal-aid"];
  for (let nth = 0; nth < AGENCIES; nth++) {
    const key = await makeSealKeys(random);
    const { rows } = await owner.query(
      "insert into identity.agency (name, kind, second_factor_required) values ($1, $2, false) returning id",
      [`Agency ${nth + 1}`, kinds[nth % kinds.length]],
    );
    const agencyId: string = rows[0].id;
    await owner.query("insert into keys.agency_key (agency_id, version, public_key) values ($1, 1, $2)", [
      agencyId,
      Buffer.from(key.publicKey),
    ]);
    const made = await owner.query<{ id: string }>(
      `insert into identity.member (agency_id, email, display_name, password_hash, training_valid_until)
       select $1, 'member' || n || '.agency' || $2::text || '@load.test', 'Member ' || n, 'none', current_date + 365
       from generate_series(1, $3::int) n returning id`,
      [agencyId, nth + 1, MEMBERS_EACH],
    );
    const members = made.rows.map(({ id }) => id);
    await owner.query(
      "insert into identity.member_role (member_id, role) select unnest($1::uuid[]), 'caseworker'",
      [members],
    );
    added.push({ agencyId, members, publicKey: key.publicKey });
    secrets.push({ agencyId, version: 1, privateKey: key.privateKey });
  }
  await keys.add(secrets);
  return added;
}

async function addProtocol(owner: Client): Promise<string> {
  const { rows } = await owner.query(
    `insert into access.protocol (title, legal_basis, retention_days, onward_rule, status, in_force_from, in_force_until)
     values ('Support for all', 'Invented Act', 365, 'none', 'in-force', now() - interval '1 year',
       now() + interval '2 years') returning id`,
  );
  const id: string = rows[0].id;
  await owner.query(
    "insert into access.protocol_scope select $1, k, 'support' from unnest(array['contact', 'needs-and-risk']) k",
    [id],
  );
  await owner.query("insert into access.protocol_party select $1, a.id from identity.agency a", [id]);
  return id;
}

/** Puts documents and wraps that open into the newest versions of the cases that the members work on. */
async function makeReal(
  owner: Client,
  agencies: readonly AddedAgency[],
  say: (line: string) => void,
): Promise<Kept["members"]> {
  const members: Kept["members"][number][] = [];
  for (let nth = 0; nth < SIGNED_IN; nth++) {
    const agency = agencies[nth >> 1];
    const id = agency?.members[nth % 2];
    if (!agency || !id) throw new Error("there are fewer agencies than members who sign in");
    const { rows } = await owner.query<{ id: string; name: string }>(
      `select c.id, n.name from (
         select id, n, row_number() over (order by id) % 2 as half from bench.c where agency_id = $1 and state <> 'closed'
       ) c join bench.name n on n.agency_id = $1 and n.drawn = c.n % ${NAMES_EACH}
       where half = $2 order by c.id limit $3`,
      [agency.agencyId, nth % 2, CASES_EACH],
    );
    members.push({
      id,
      agencyId: agency.agencyId,
      cases: rows.map((row) => row.id),
      names: rows.map((row) => row.name),
    });
    await openCases(owner, agency, members.at(-1)?.cases ?? []);
  }
  say(`${members.reduce((sum, { cases }) => sum + cases.length, 0)} cases can be opened`);
  return members;
}

async function openCases(
  owner: Client,
  agency: Pick<AddedAgency, "agencyId" | "publicKey">,
  cases: readonly string[],
): Promise<void> {
  const { rows } = await owner.query<{ case_id: string; category: string; current: number; key_id: string }>(
    `select h.case_id, h.category, h.current, d.id as key_id
     from care.section_head h join keys.data_key d on d.case_id = h.case_id and d.category = h.category
     where h.case_id = any ($1::uuid[]) and h.category = any ($2::text[])`,
    [cases, Object.keys(OPENED)],
  );
  const wraps = new ManyWraps(agency.publicKey);
  const made = rows.map((row) => {
    const place = { caseId: row.case_id, category: row.category, dataKeyId: row.key_id };
    const key = random(32);
    const document = OPENED[row.category as Category] ?? {};
    return {
      ...row,
      sealed: wraps.wrap(key, { ...place, agencyId: agency.agencyId, agencyKeyVersion: 1 }),
      ciphertext: encryptSectionNow(key, documentBytes(document), { ...place, version: row.current }, random),
    };
  });
  await owner.query(
    `update keys.wrap w set sealed = m.sealed from unnest($1::uuid[], $2::bytea[]) m(id, sealed)
     where w.data_key_id = m.id and w.agency_id = $3`,
    [made.map((row) => row.key_id), made.map((row) => row.sealed), agency.agencyId],
  );
  await owner.query(
    `update care.section s set ciphertext = m.ciphertext
     from unnest($1::uuid[], $2::text[], $3::int[], $4::bytea[]) m(case_id, category, version, ciphertext)
     where s.case_id = m.case_id and s.category = m.category and s.version = m.version`,
    [
      made.map((row) => row.case_id),
      made.map((row) => row.category),
      made.map((row) => row.current),
      made.map((row) => row.ciphertext),
    ],
  );
}

/** As the owner, beside the server that runs on the folder. */
export async function ownerOf(folder: string): Promise<{ owner: Client; url: string }> {
  const url = findRunningPostgres(join(folder, "postgres"), "leeward");
  if (!url) throw new Error(`No database runs on ${folder}.`);
  const owner = new Client({ connectionString: url });
  await owner.connect();
  return { owner, url };
}

export interface SignedIn {
  readonly memberId: string;
  /** The value of the session's cookie. */
  readonly cookie: string;
  readonly cases: readonly string[];
  readonly names: readonly string[];
}

/** A session for each member, as a sign-in leaves it. */
export async function signIn(owner: Client, members: Kept["members"]): Promise<SignedIn[]> {
  const signedIn: SignedIn[] = [];
  for (const { id, cases, names } of members) {
    const secret = random(32);
    await owner.query(
      `insert into identity.session (member_id, secret_hash, stage, created_at, expires_at)
       values ($1, $2, 'full', now(), now() + interval '2 hours')`,
      [id, createHash("sha256").update(secret).digest()],
    );
    signedIn.push({ memberId: id, cookie: toBase64Url(secret), cases, names });
  }
  return signedIn;
}
