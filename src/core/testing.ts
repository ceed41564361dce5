import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { makeCalendar, readCalendarSetting } from "./config/calendar.ts";
import { readDoorConfig } from "./config/door.ts";
import { readNoticesConfig } from "./config/notices.ts";
import { claimInstallation, type Database, giveSecrets, openDatabase, openPublicReads } from "./db/index.ts";
import { type TestDatabase, testDatabase } from "./db/testing.ts";
import type { House } from "./house.ts";
import { type App, createApp, registerWork } from "./http/index.ts";
import {
  derivePasswordSecrets,
  type MemberKeys,
  makeMemberKeys,
  wrapMemberKeys,
} from "./identity/member-keys.ts";
import { hashAuthSecret } from "./identity/service.ts";
import { argon2id } from "./identity/words/argon2-node.ts";
import { makeIdentity } from "./keys/holder/identity.ts";
import { type Bytes, type Identity, KeyFile, KeyHolders, listHolders, toBase64Url } from "./keys/index.ts";
import { makeSealKeys } from "./keys/seal.ts";
import { receiptsOf } from "./ledger/index.ts";

/** For tests: a house on a database of its own, with agencies, members and sessions made as the owner. */

export interface TestHouse {
  readonly house: House;
  readonly app: App;
  readonly owner: Client;
  /** As the owner. */
  readonly connectionString: string;
  readonly origin: string;
  /** The clock that the house reads; may be moved. */
  readonly clock: { now: Date };
  readonly logged: string[];
  readonly keyFile: KeyFile;
  readonly keys: KeyHolders;
  /** What the server shows to key holders. */
  readonly identity: () => Identity;
  addAgency(agency: { name: string; kind: string; enforcesImmigrationLaw?: boolean }): Promise<string>;
  addMember(member: {
    agencyId: string;
    name: string;
    roles: string[];
    password?: string;
  }): Promise<TestMember>;
  addProtocol(protocol: {
    parties: string[];
    scope: { category: string; purpose: string }[];
  }): Promise<string>;
  stop(): Promise<void>;
}

export interface TestMember {
  readonly id: string;
  readonly agencyId: string;
  readonly email: string;
  readonly password: string | undefined;
  readonly keys: MemberKeys;
  /** 32 bytes: of a full session. */
  readonly secret: Uint8Array;
  /** For `inject`: the session's cookie and our own origin. */
  headers(purpose?: string): Record<string, string>;
}

/** Signs what a house in a test says of its ledger. */
export const testLedgerKey = { origin: "leeward.test/ledger", seed: new Uint8Array(32).fill(4) };

export const testRandom = (n: number): Bytes => new Uint8Array(randomBytes(n));

/**
 * @param origin where a browser will find it, when one is to
 * @param existing a database that is migrated already, with what is in it; the house drops it when it stops
 */
export async function testHouse(origin = "http://leeward.test", existing?: TestDatabase): Promise<TestHouse> {
  const database = existing ?? (await testDatabase());
  const folder = await mkdtemp(join(tmpdir(), "leeward-house-"));
  const vouching = testRandom(32);
  const installation = await claimInstallation(database.connectionString, "test");
  await giveSecrets(database.connectionString, { vouching });
  const owner = new Client({ connectionString: database.connectionString });
  await owner.connect();
  const logged: string[] = [];
  const log = (line: string) => void logged.push(line);
  const db: Database = openDatabase({
    connectionString: database.connectionString.replace("user=postgres", "user=leeward_server"),
    sizeMax: 8,
    log,
  });
  const file = await KeyFile.open(join(folder, "agency-keys.json"));
  let identity: Identity | undefined;
  const ownIdentity = () => {
    identity ??= makeIdentity("Leeward server of a test");
    return identity;
  };
  const keys = new KeyHolders(file, ownIdentity, () => db.transaction("leeward_visitor", listHolders));
  const clock = { now: new Date() };
  const calendar = readCalendarSetting({});
  const house: House = {
    config: {
      port: 80,
      host: "127.0.0.1",
      onionPort: undefined,
      dataDir: folder,
      erasuresFile: join(folder, "erasures.jsonl"),
      metricsPort: undefined,
      workMetricsPort: undefined,
      logAs: "text",
      door: readDoorConfig({}),
      notices: readNoticesConfig({}),
      databaseUrl: undefined,
      replicaUrl: undefined,
      provider: undefined,
      origins: [origin],
      calendar,
      jurisdiction: "coe",
      jurisdictionsDir: null,
      ledger: { witnesses: [], quorum: 0, periodS: undefined },
    },
    db,
    publicReads: openPublicReads({ primary: db, log }),
    keys,
    now: () => clock.now,
    calendar: makeCalendar(calendar, clock.now),
    random: testRandom,
    log,
    secrets: {
      vouching,
      secondFactors: testRandom(32),
      tickets: testRandom(32),
      counting: testRandom(32),
      notices: testRandom(32),
      names: testRandom(32),
      codes: testRandom(32),
    },
    signReceipt: receiptsOf(testLedgerKey),
    demonstration: false,
    doorSalt: installation.doorSalt,
  };
  const app = await createApp({ origins: [origin], version: "test", log });
  registerWork(app, house);
  return {
    house,
    app,
    owner,
    connectionString: database.connectionString,
    origin,
    clock,
    logged,
    keyFile: file,
    keys,
    identity: ownIdentity,
    addAgency: async (agency) => {
      const { rows } = await owner.query(
        "insert into identity.agency (name, kind, enforces_immigration_law, second_factor_required) values ($1, $2, $3, false) returning id",
        [agency.name, agency.kind, agency.enforcesImmigrationLaw ?? false],
      );
      const agencyId: string = rows[0].id;
      const key = await makeSealKeys(testRandom);
      await file.add([{ agencyId, version: 1, privateKey: key.privateKey }]);
      await owner.query("insert into keys.agency_key (agency_id, version, public_key) values ($1, 1, $2)", [
        agencyId,
        Buffer.from(key.publicKey),
      ]);
      return agencyId;
    },
    addMember: (member) => addMember(owner, origin, member),
    addProtocol: async ({ parties, scope }) => {
      const { rows } = await owner.query(
        `insert into access.protocol (title, legal_basis, retention_days, onward_rule, status, in_force_from, in_force_until)
         values ('Test', 'Test Act', 365, 'none', 'in-force', now() - interval '1 day', now() + interval '1 year') returning id`,
      );
      const id: string = rows[0].id;
      for (const { category, purpose } of scope) {
        await owner.query(
          "insert into access.protocol_scope (protocol_id, category, purpose) values ($1, $2, $3)",
          [id, category, purpose],
        );
      }
      for (const agencyId of parties) {
        await owner.query("insert into access.protocol_party (protocol_id, agency_id) values ($1, $2)", [
          id,
          agencyId,
        ]);
      }
      return id;
    },
    stop: async () => {
      await app.close();
      keys.close();
      await db.close();
      await owner.end();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The tables of a database in which a text stands in some row, whatever the column; sorted. As the owner. */
export async function tablesThatHold(owner: Client, text: string): Promise<string[]> {
  const { rows: tables } = await owner.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' order by 1`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await owner.query(
      `select exists (select from ${name} t where strpos(t::text, $1) > 0) as holds`,
      [text],
    );
    if (rows[0].holds) found.push(name);
  }
  return found;
}

/** @param owner of any migrated database */
export async function addMember(
  owner: Client,
  origin: string,
  member: { agencyId: string; name: string; roles: string[]; password?: string },
): Promise<TestMember> {
  const email = `${member.name.toLowerCase().replaceAll(/[^a-z]/g, ".")}.${testRandom(4).join("")}@house.test`;
  const keys = await makeMemberKeys(testRandom);
  const derived = member.password
    ? await derivePasswordSecrets({ email, password: member.password }, argon2id)
    : { authSecret: toBase64Url(testRandom(32)), wrapKey: testRandom(32) };
  const { rows } = await owner.query(
    `insert into identity.member (agency_id, email, display_name, password_hash, training_valid_until)
     values ($1, $2, $3, $4, current_date + 365) returning id`,
    [member.agencyId, email, member.name, await hashAuthSecret(derived.authSecret)],
  );
  const id: string = rows[0].id;
  await owner.query("insert into identity.member_role (member_id, role) select $1, unnest($2::text[])", [
    id,
    member.roles,
  ]);
  await owner.query(
    "insert into identity.member_key (member_id, reading_key, signing_key, wrapped) values ($1, $2, $3, $4)",
    [
      id,
      Buffer.from(keys.reading.publicKey),
      Buffer.from(keys.signing.publicKey),
      Buffer.from(await wrapMemberKeys(keys, derived.wrapKey, id, testRandom)),
    ],
  );
  const secret = testRandom(32);
  await owner.query(
    `insert into identity.session (member_id, secret_hash, stage, created_at, expires_at)
     values ($1, $2, 'full', now(), now() + interval '1 hour')`,
    [id, createHash("sha256").update(secret).digest()],
  );
  return {
    id,
    agencyId: member.agencyId,
    email,
    password: member.password,
    keys,
    secret,
    headers: (purpose) => ({
      host: new URL(origin).host,
      origin,
      cookie: `${origin.startsWith("https:") ? "__Host-" : ""}leeward_session=${toBase64Url(secret)}`,
      ...(purpose ? { "leeward-purpose": purpose } : {}),
    }),
  };
}
