import { afterAll, beforeAll, expect, it } from "vitest";
import { toBase32 } from "../../core/keys/index.ts";
import { type TestHouse, testHouse } from "../../core/testing.ts";
import type { Api } from "../../web/api/client.ts";
import type { InboxPage } from "../../web/api/door-answers.ts";
import { fetchInbox } from "./pages/inbox-pages.ts";
import { openTestDesk, openTestDoor, type TestDoor } from "./testing.ts";

// Mutants that these must kill: one of those that began or wait since the same hour is skipped or shown twice where a page
// ends; who waits for nothing is lost after the first page; a page of another agency's.

const COUNT = 1203;
let house: TestHouse;
let door: TestDoor;
let elsewhere: TestDoor;
beforeAll(async () => {
  house = await testHouse();
  door = await openTestDoor(house, "Open Line");
  elsewhere = await openTestDesk(house, "Harbour House");
  // Many of the same hour, some that wait and some that do not, so that both pages end among equals.
  await house.owner.query(
    `with made as (
       insert into identity.words (address, reading_key, signing_key)
       select substr(sha256(convert_to(n::text, 'UTF8')), 1, 16), sha256('r'), sha256('s') from generate_series(1, $1) n
       returning address)
     insert into door.mailbox (address, agency_id, opened_hour, waiting_since, last_letter)
     select address, case when get_byte(address, 2) < 4 then $3::uuid else $2::uuid end,
       date_trunc('hour', now()) - make_interval(hours => get_byte(address, 0) % 3),
       case when get_byte(address, 1) < 140 then date_trunc('hour', now()) - make_interval(hours => get_byte(address, 1) % 2) end, 1
     from made`,
    [COUNT, door.agencyId, elsewhere.agencyId],
  );
});
afterAll(() => house.stop());

const ask = (cursor: string) => door.as(door.intake)<InboxPage>(`/api/inbox${cursor}`);

it("is read whole page by page in one order, each conversation once, and nobody else's", async () => {
  const { rows } = await house.owner.query(
    `select address from door.mailbox where agency_id = $1
     order by waiting_since nulls last, opened_hour desc, address`,
    [door.agencyId],
  );
  const asked: string[] = [];
  const api: Pick<Api, "get"> = {
    get: async (path) => {
      asked.push(path);
      return door.as(door.intake)(path);
    },
  };
  const { mailboxes } = await fetchInbox(api);
  expect(rows.length).toBeGreaterThan(1_000);
  expect(rows.length).toBeLessThan(COUNT);
  expect(asked).toHaveLength(3);
  const addresses = mailboxes.map(({ address }) => address);
  expect(new Set(addresses).size).toBe(rows.length);

  expect(addresses).toEqual(rows.map(({ address }) => toBase32(address)));
  expect(mailboxes.some(({ waitingSince }) => waitingSince === null)).toBe(true);
});

it("begins again where a page ended, and refuses what no page gave", async () => {
  const first = await ask("");
  expect(first.mailboxes).toHaveLength(500);
  expect((await ask(`?cursor=${first.nextCursor}`)).mailboxes[0]?.address).not.toBe(
    first.mailboxes.at(-1)?.address,
  );
  const theirs = await elsewhere.as(elsewhere.intake)<InboxPage>(`/api/inbox?cursor=${first.nextCursor}`);
  const own = await elsewhere.as(elsewhere.intake)<InboxPage>("/api/inbox");
  expect(own.nextCursor).toBeNull();
  const addresses = own.mailboxes.map(({ address }) => address);
  expect(addresses).toEqual(expect.arrayContaining(theirs.mailboxes.map(({ address }) => address)));
  for (const wrong of ["x", "1.2", `1.2.${"a".repeat(25)}`, "1.2.a'--", "-.-.-"])
    expect(await ask(`?cursor=${encodeURIComponent(wrong)}`).catch(({ code }) => code)).toBe("bad-body");
});
