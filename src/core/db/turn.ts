import pg from "pg";

const ANSWER_MS_MAX = 5_000;
/** How soon PostgreSQL notices that the machine at the other end is gone: without this, two hours. */
const KEEP_ALIVE =
  "set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3";

/**
 * What one process on a database has at a time. A connection of its own holds it, so it is free again as soon as that
 * process, its machine, or the database is gone.
 */
export class Turn {
  readonly #connectionString: string;
  readonly #lock: number;
  #client: pg.Client | undefined;
  #isHeld = false;

  /** @param lock a number that no one else takes */
  constructor(connectionString: string, lock: number) {
    this.#connectionString = connectionString;
    this.#lock = lock;
  }

  /** Takes the turn, or makes sure that it is still held; false where another has it, or the database is away. */
  async take(): Promise<boolean> {
    try {
      this.#client ??= await this.#connect();
      if (this.#isHeld) await this.#client.query("select 1");
      else {
        const { rows } = await this.#client.query("select pg_try_advisory_lock($1) as got", [this.#lock]);
        this.#isHeld = rows[0].got;
      }
      return this.#isHeld;
    } catch {
      await this.release(); // whoever waits for the database says that it is away
      return false;
    }
  }

  async release(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    this.#isHeld = false;
    await client?.end().catch(() => undefined); // it may be gone already
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.#connectionString,
      connectionTimeoutMillis: ANSWER_MS_MAX,
      query_timeout: ANSWER_MS_MAX,
      keepAlive: true,
    });
    client.on("error", () => undefined); // the next question finds out
    await client.connect();
    await client.query(KEEP_ALIVE);
    return client;
  }
}
