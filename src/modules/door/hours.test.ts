import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestHouse, testHouse } from "../../core/testing.ts";
import { FirstLetter } from "./island/first-letter.ts";
import { Visit } from "./island/visit.ts";
import { makeWay } from "./island/way.ts";
import { openTestDoor, type TestDoor } from "./testing.ts";

// Whoever has the database, and the list of who reached this host at which minute, must not learn who wrote. So no row
// that stays tells when within the hour someone wrote.

let house: TestHouse;
let door: TestDoor;
let shelterId: string;
let protocolId: string;
beforeAll(async () => {
  house = await testHouse();
  door = await openTestDoor(house);
  shelterId = await house.addAgency({ name: "Harbour House", kind: "shelter" });
  protocolId = await house.addProtocol({
    parties: [door.agencyId, shelterId],
    scope: [{ category: "contact", purpose: "support" }],
  });
});
afterAll(() => house.stop());

/** What may know the minute, and why. Each is gone within the hour, or is no act of the person. */
const MAY_KNOW: Readonly<Record<string, string>> = {
  "identity.words_session.expires_at": "a visit that is open: swept hourly",
  "identity.words_session.ended_at": "swept hourly",
  "identity.words_challenge.expires_at": "for one proof: swept hourly",
};

/** Every moment in every row of the house that is not a full hour, by its column; moments inside texts count too. */
async function minutesKept(): Promise<Map<string, Set<string>>> {
  const { rows: tables } = await house.owner.query(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema')`,
  );
  const kept = new Map<string, Set<string>>();
  for (const { name } of tables) {
    const { rows } = await house.owner.query(`select to_jsonb(t) as row from ${name} t`);
    for (const { row } of rows) {
      for (const [column, value] of Object.entries(row)) {
        const moments = JSON.stringify(value).matchAll(
          /\d{4}-\d\d-\d\dT\d\d:(?!00:00(?![.\d]))\d\d:\d\d[.\d]*/g,
        );
        for (const [moment] of moments) {
          const at = `${name}.${column}`;
          kept.set(at, (kept.get(at) ?? new Set()).add(moment));
        }
      }
    }
  }
  return kept;
}

/** Terms that a member set; their end is a full hour, to be told from the minute of an answer. */
async function offerTo(address: string): Promise<string> {
  const id = randomUUID();
  const ends = new Date(house.clock.now.getTime() + 90 * 86_400_000);
  ends.setUTCMinutes(0, 0, 0);
  const body = {
    id,
    recipientAgencyId: shelterId,
    categories: ["contact"],
    purpose: "support",
    protocolId,
    consentUntil: ends.toISOString(),
  };
  await door.as(door.intake)(`/api/inbox/${address}/offers`, { method: "POST", body, key: randomUUID() });
  return id;
}

it("keeps of letters, answers, a no and a deletion the hour, and nowhere the minute", async () => {
  const before = await minutesKept();
  expect([...before.keys()], "the search finds moments where there are some").toContain("ledger.entry.at");
  const { doorSalt } = await door.tools.ask<{ doorSalt: string }>("/api/door");
  const way = await makeWay(door.tools, doorSalt);
  await new FirstLetter(door.tools, way).send({ text: "May I ask something?", language: "en" });
  const visit = await Visit.begin(door.tools, way);
  await visit.read();
  await door.answer(door.intake, way.keys.address, { text: "You may.", language: "en" });
  await visit.read();
  await visit.reply({ text: "Thank you.", language: "en" }, 2);
  const offerId = await offerTo(way.keys.address);
  await visit.sayNotNow(offerId);
  const other = await makeWay(door.tools, doorSalt);
  await new FirstLetter(door.tools, other).send({ text: "Another", language: "en" });
  await (await Visit.begin(door.tools, other)).deleteLetters();

  const found: string[] = [];
  for (const [column, moments] of await minutesKept()) {
    const fresh = [...moments].filter((moment) => !before.get(column)?.has(moment));
    if (fresh.length > 0 && !(column in MAY_KNOW)) found.push(`${column}: ${fresh[0]}`);
  }
  expect(found).toEqual([]);
});
