import { createHmac, hkdfSync } from "node:crypto";
import { type RawBuilder, sql } from "kysely";
import { Together, type Transaction } from "../db/index.ts";
import type { House } from "../house.ts";
import { HttpProblem } from "./problem.ts";

const HOUR_MS = 3_600_000;

interface Salted {
  readonly hour: Date | null;
  readonly salt: Buffer;
}

export interface LimitOptions {
  /** What is tried; the same name under another kind is counted apart. */
  readonly kind: string;
  /** Tries of one name in an hour of the clock, 1 to 1,000,000. */
  readonly perHourMax: number;
}

/** What happens to a name that has no row yet when 100,000 names have one in this hour. */
type WhenFull =
  /** It is known to exist, and gets one. */
  | "count"
  /** Too many: a guess at somebody who may not exist. */
  | "refuse"
  /** It goes on uncounted: closing this would close it for those who need it. */
  | "allow";

interface Hour {
  readonly at: Date;
  readonly key: Buffer;
}

interface Try {
  readonly hour: Hour;
  readonly hidden: Buffer;
  readonly whenFull: WhenFull;
}

type Outcome = "taken" | "too-many" | "other-hour";

/** Counted at the same time, each round with a connection of its own. */
const ROUNDS_MAX = 3;

/**
 * Tries of one kind, counted exactly by the hour and for every process on the same database, without keeping who tried:
 * a dump holds HMACs, whose key is made of a secret that is in no database and of a salt that is thrown away hourly.
 */
export class TryLimit {
  readonly #house: Pick<House, "db" | "random" | "secrets" | "now">;
  readonly #options: LimitOptions;
  readonly #tries = new Together((tries: readonly Try[]) => this.#takeAll(tries), ROUNDS_MAX);
  #hour: Hour | undefined;

  constructor(house: Pick<House, "db" | "random" | "secrets" | "now">, options: LimitOptions) {
    this.#house = house;
    this.#options = options;
  }

  /**
   * Counts one try, in a transaction of its own: it counts also when what it is for fails.
   *
   * @throws HttpProblem `too-many`, with the seconds until the hour ends
   */
  async take(name: string, whenFull: WhenFull): Promise<void> {
    for (;;) {
      const hour = this.#hour ?? (await this.prepare());
      const outcome = await this.#tries.ask({ hour, hidden: this.#hide(hour, name), whenFull });
      if (outcome === "taken") return;
      if (outcome === "too-many") throw tooMany(hour.at, this.#house.now());
      this.#hour = undefined; // the hour is over, or the database forgot it in a crash
    }
  }

  /** Before a transaction that calls `takeIn`. */
  async prepare(): Promise<Hour> {
    const fresh = Buffer.from(this.#house.random(32));
    const ask = (query: RawBuilder<Salted>) =>
      this.#house.db.transaction("leeward_visitor", async (tx) => (await query.execute(tx)).rows[0]);
    const known = await ask(sql<Salted>`select hour, salt from http.attempt_salt()`);
    const row = known?.hour
      ? known
      : await ask(sql<Salted>`select hour, salt from http.begin_attempt_hour(${fresh})`);
    if (!row?.hour) throw new Error("The hour of attempts has no salt.");
    const key = hkdfSync("sha256", this.#house.secrets.counting, row.salt, "leeward attempts v1", 32);
    this.#hour = { at: row.hour, key: Buffer.from(key) };
    return this.#hour;
  }

  /**
   * Counts one try in the transaction of what it is for: it does not count when that fails. A transaction that crosses
   * the hour is not counted in either.
   *
   * @throws HttpProblem `too-many`
   */
  async takeIn(tx: Transaction, name: string): Promise<void> {
    if (!this.#hour) throw new Error("A limit is prepared before the transaction that it counts in.");
    const { at } = this.#hour;
    const { rows } = await sql<{ outcome: Outcome }>`/* kept as take-attempt */
      select http.take_attempt(${at}, ${this.#hide(this.#hour, name)}, ${this.#options.perHourMax}, 'count') as outcome`.execute(
      tx,
    );
    if (rows[0]?.outcome === "too-many") throw tooMany(at, this.#house.now());
  }

  /** In the order of the names, whatever the order of those who came: two rounds never wait for each other crosswise. */
  async #takeAll(tries: readonly Try[]): Promise<readonly Outcome[]> {
    const rows = await this.#house.db.statement(
      "leeward_visitor",
      sql<{ place: number; outcome: Outcome }>`/* kept as take-attempts */
        select t.place::int, http.take_attempt(t.hour, t.hidden, ${this.#options.perHourMax}, t.when_full) as outcome
        from (select * from unnest(${tries.map(({ hour }) => hour.at)}::timestamptz[], ${tries.map(({ hidden }) => hidden)}::bytea[],
          ${tries.map(({ whenFull }) => whenFull)}::text[]) with ordinality as t (hour, hidden, when_full, place)
          order by hidden, place offset 0) t`,
    );
    const outcomes = new Map(rows.map(({ place, outcome }) => [place, outcome]));
    return tries.map((_, nth) => outcomes.get(nth + 1) as Outcome);
  }

  #hide({ key }: Hour, name: string): Buffer {
    return createHmac("sha256", key)
      .update(JSON.stringify([this.#options.kind, name]))
      .digest();
  }
}

function tooMany(hour: Date, now: Date): HttpProblem {
  const leftMs = hour.getTime() + HOUR_MS - now.getTime();
  const retryAfterSeconds = Math.min(3600, Math.max(1, Math.ceil(leftMs / 1000)));
  return new HttpProblem("too-many", { retryAfterSeconds });
}
