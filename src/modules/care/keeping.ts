import { Client } from "pg";
import { keepingOf } from "./journey/keeping.ts";
import { jurisdictionsHere } from "./journey/read-packs.ts";
import { type Lineage, lineageOf } from "./journey/resolve.ts";

/**
 * Writes into the retention schedules how long closed cases are kept, for each of the house's packs: a case goes by the one that led it. One
 * that none led, from before there were packs, goes by the house's own. As the owner; again at each start, so that a pack that was changed counts.
 *
 * @param code the house's own, LEEWARD_JURISDICTION
 * @param own a folder of a State's own packs
 * @throws Error where it is not there, or a pack is wrong
 */
export async function declareKeeping(
  ownerUrl: string,
  code: string,
  now: Date,
  own: string | null = null,
): Promise<void> {
  const packs = jurisdictionsHere(own, now.getUTCFullYear());
  const known = new Map(packs.map((pack) => [pack.code, pack]));
  const lines = packs.map((pack) => ({ pack, lineage: lineageOf(pack, known) as Lineage })); // checked with the packs
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query("begin");
    // Two processes that start together come one after the other.
    await owner.query("lock table retention.schedule in share row exclusive mode");
    for (const { pack, lineage } of lines) {
      await declare(owner, pack.code, `closed cases led by ${pack.code}, ${pack.name.en}`, lineage);
      if (pack.code === code) {
        await declare(owner, "", `closed cases that no jurisdiction led: as ${pack.code}`, lineage);
      }
    }
    await owner.query("commit");
  } finally {
    await owner.end();
  }
}

/** Places of the schedules for closed cases, one after the other: no other has one so high. */
const FIRST_PLACE = 2000;

async function declare(owner: Client, code: string, what: string, lineage: Lineage): Promise<void> {
  const { days, reason, source } = keepingOf(lineage);
  await owner.query(
    `insert into retention.schedule (name, place, what, kept_days, since, reason, source, by_function, of_what)
     select $1, coalesce(max(s.place), ${FIRST_PLACE - 1}) + 1, $2, $3, $4, $5, $6, 'care.keep_closed', $7
     from retention.schedule s where s.by_function = 'care.keep_closed'
     on conflict (name) do update set what = excluded.what, kept_days = excluded.kept_days, since = excluded.since,
       reason = excluded.reason, source = excluded.source`,
    [
      ...[code === "" ? "closed-cases" : `closed-cases-${code}`, what.slice(0, 200), days],
      ...[
        "their closing; told 30 days before, and taken back while an order, a share, a referral or a wish needs them",
      ],
      ...[reason, source, code],
    ],
  );
}
