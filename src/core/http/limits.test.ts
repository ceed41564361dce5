import { spawn } from "node:child_process";
import { createHash, createHmac } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registerIdentity } from "../identity/index.ts";
import { toBase64Url } from "../keys/index.ts";
import { type TestHouse, testHouse, testRandom } from "../testing.ts";
import { TryLimit } from "./limits.ts";

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse();
  registerIdentity(house.app, house.house);
});
afterAll(() => house.stop());

const limitOf = (kind: string, perHourMax = 10) => new TryLimit(house.house, { kind, perHourMax });
const outcomesOf = async (tries: Promise<void>[]): Promise<{ taken: number; refused: number }> => {
  const settled = await Promise.allSettled(tries);
  const refused = settled.filter((one) => one.status === "rejected");
  for (const one of refused) expect(one.reason.code).toBe("too-many");
  return { taken: settled.length - refused.length, refused: refused.length };
};

/** Another process on the same database with the same secrets: tries so often at once, and says how many were taken. */
async function elsewhere(kind: string, name: string, tries: number): Promise<number> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "limits-elsewhere.ts")], {
    env: {
      ...process.env,
      CONNECTION: house.connectionString.replace("user=postgres", "user=leeward_server"),
      COUNTING: toBase64Url(house.house.secrets.counting),
      TRIES: JSON.stringify({ kind, name, tries, perHourMax: 10 }),
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    said += part;
  });
  await once(child, "close");
  return Number(said);
}

describe("a limit of tries in an hour", () => {
  it("is exact when many come at once, and for each name and kind apart", async () => {
    const [one, two] = [limitOf("exact"), limitOf("exact")];
    const tries = Array.from({ length: 40 }, (_, n) => (n % 2 ? one : two).take("ada", "refuse"));
    expect(await outcomesOf(tries)).toEqual({ taken: 10, refused: 30 });
    expect(await outcomesOf([one.take("bea", "refuse")])).toEqual({ taken: 1, refused: 0 });
    expect(await outcomesOf([limitOf("other").take("ada", "refuse")])).toEqual({ taken: 1, refused: 0 });
  });

  it("refuses nobody who comes first, while another comes first in the same moment", async () => {
    // The first one is held between the two looks of http.take_attempt, until the second one is through.
    await house.owner.query(`
      create sequence public.held; grant usage on sequence public.held to public;
      create function public.hold() returns trigger language plpgsql as $$
        begin
          if nextval('public.held') = 1 then perform pg_advisory_xact_lock_shared(4711); end if;
          return null;
        end $$;
      create trigger hold after update on http.attempt for each statement execute function public.hold();
      select pg_advisory_lock(4711)`);
    try {
      const limit = limitOf("first", 2);
      await limit.prepare();
      const first = limit.take("door", "count");
      await expect
        .poll(
          async () => (await house.owner.query("select last_value, is_called from public.held")).rows[0],
          {
            timeout: 20_000,
          },
        )
        .toEqual({ last_value: "1", is_called: true });
      await limit.take("door", "count");
      await house.owner.query("select pg_advisory_unlock(4711)");
      expect(await outcomesOf([first])).toEqual({ taken: 1, refused: 0 });
      expect(await outcomesOf([limit.take("door", "count")]), "the third of two").toEqual({
        taken: 0,
        refused: 1,
      });
    } finally {
      await house.owner.query(
        "select pg_advisory_unlock_all(); drop trigger hold on http.attempt; drop function public.hold(); drop sequence public.held",
      );
    }
  });

  it("is shared by two processes", async () => {
    const [there, here] = await Promise.all([
      elsewhere("shared", "ada", 8),
      outcomesOf(Array.from({ length: 8 }, () => limitOf("shared").take("ada", "refuse"))),
    ]);
    expect(there + here.taken).toBe(10);
  }, 40_000);

  it("says in seconds when the hour ends", async () => {
    const email = "many@tries.test";
    const attempt = () =>
      house.app.inject({
        method: "POST",
        url: "/api/sign-in",
        payload: { email, authSecret: toBase64Url(testRandom(32)) },
        headers: { host: "leeward.test", origin: house.origin },
      });
    const answers = [];
    for (let n = 0; n < 11; n++) answers.push(await attempt());
    const last = answers.at(-1);
    expect(answers.map((one) => one.statusCode)).toEqual([...Array(10).fill(401), 429]);
    const seconds = Number(last?.headers["retry-after"]);
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(seconds).toBeLessThanOrEqual(3600);
    expect(last?.json().retryAfterSeconds).toBe(seconds);
  });

  it("begins anew with the hour, and throws key and counts away with the files they stood in", async () => {
    const limit = limitOf("hourly", 1);
    await limit.take("ada", "refuse");
    await expect(limit.take("ada", "refuse")).rejects.toMatchObject({ code: "too-many" });
    const files = async () =>
      (
        await house.owner.query(
          "select pg_relation_filepath('http.attempt') as a, pg_relation_filepath('http.attempt_hour') as b",
        )
      ).rows[0];
    const salt = async () => (await house.owner.query("select salt from http.attempt_hour")).rows[0].salt;
    const before = { files: await files(), salt: await salt() };
    await house.owner.query("update http.attempt_hour set hour = hour - interval '1 hour'");
    await limit.take("ada", "refuse");
    const after = { files: await files(), salt: await salt() };
    expect(after.files.a).not.toBe(before.files.a);
    expect(after.files.b).not.toBe(before.files.b);
    expect(after.salt.equals(before.salt)).toBe(false);
    const { rows } = await house.owner.query("select count(*)::int as n from http.attempt");
    expect(rows[0].n).toBe(1);
  });

  it("is forgotten by the hourly job although nobody tries any more", async () => {
    await limitOf("swept").take("ada", "refuse");
    await house.owner.query("update http.attempt_hour set hour = hour - interval '1 hour'");
    await house.owner.query("select http.forget_attempts()");
    const { rows } = await house.owner.query(
      "select (select count(*) from http.attempt) + (select count(*) from http.attempt_hour) as n",
    );
    expect(Number(rows[0].n)).toBe(0);
  });

  it("keeps at most 100,000 names: those that exist still count, guesses are refused, the door stays open", async () => {
    const limit = limitOf("full", 2);
    await limit.take("known before", "refuse");
    await house.owner.query("select setval('http.attempt_row', 100000)");
    const rowsOf = async () =>
      Number((await house.owner.query("select count(*) as n from http.attempt")).rows[0].n);
    const before = await rowsOf();
    await expect(limit.take("a guess", "refuse")).rejects.toMatchObject({ code: "too-many" });
    for (let n = 0; n < 5; n++) await limit.take("a person at the door", "allow");
    expect(await rowsOf()).toBe(before);
    await limit.take("known before", "refuse");
    await expect(limit.take("known before", "refuse")).rejects.toMatchObject({ code: "too-many" });
    const tries = Array.from({ length: 5 }, () => limit.take("a member", "count"));
    expect(await outcomesOf(tries)).toEqual({ taken: 2, refused: 3 });
    await house.owner.query("select setval('http.attempt_row', 1, false)");
  });
});

describe("what a dump shows of who tried", () => {
  it("is nothing: neither plain, nor under any hash or key that the database has", async () => {
    const name = "someone.known@harbour.test";
    await limitOf("dumped").take(name, "refuse");
    const everything = await dumpOf();
    const vouching = (await house.owner.query("select vouching from installation.server_secret")).rows[0]
      .vouching;
    const salt = (await house.owner.query("select salt from http.attempt_hour")).rows[0].salt;
    const message = JSON.stringify(["dumped", name]);
    const forms = [
      Buffer.from(name),
      Buffer.from(name.toUpperCase()),
      ...[name, message].flatMap((text) => [
        createHash("sha256").update(text).digest(),
        ...[vouching, salt].map((key) => createHmac("sha256", key).update(text).digest()),
      ]),
    ];
    for (const form of forms) {
      expect(everything.includes(form.toString("hex"))).toBe(false);
      expect(everything.includes(form.toString("latin1"))).toBe(false);
    }
    const planted = createHash("sha256").update(name).digest();
    await house.owner.query("insert into http.attempt (name, count) values ($1, 1)", [planted]);
    expect((await dumpOf()).includes(planted.toString("hex")), "the search finds what is there").toBe(true);
  });

  it("is not even written to the log of the database or to a replica", async () => {
    const { rows } = await house.owner.query(
      "select relname, relpersistence from pg_class where oid in ('http.attempt'::regclass, 'http.attempt_hour'::regclass)",
    );
    expect(rows.map(({ relpersistence }) => relpersistence)).toEqual(["u", "u"]);
  });
});

/** Every row of every table of ours, as PostgreSQL writes rows. */
async function dumpOf(): Promise<string> {
  const { rows } = await house.owner.query(
    "select schemaname, tablename from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
  );
  const parts: string[] = [];
  for (const { schemaname, tablename } of rows) {
    const table = await house.owner.query(`select t::text as row from ${schemaname}."${tablename}" t`);
    parts.push(...table.rows.map(({ row }) => row));
  }
  return parts.join("\n");
}
