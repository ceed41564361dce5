import {
  type Driver,
  PostgresDialect,
  PostgresDriver,
  type PostgresPool,
  type PostgresPoolClient,
} from "kysely";
import type pg from "pg";

/** What `Database.transaction` begins with. */
const BEGINNING = /^begin; set local role [a-z_]+$/;
/** At the beginning of a statement: each connection parses it once, and keeps its plan under this name. */
const KEPT = /^\s*\/\* kept as ([a-z-]{1,60}) \*\//;

export const beginningAs = (role: string): string => `begin; set local role ${role}`;

/**
 * PostgreSQL with fewer waits: a transaction begins with its first statement, and what is asked in one go is sent in
 * one piece.
 */
export class PromptDialect extends PostgresDialect {
  readonly #pool: PostgresPool;

  /** @param pool of clients with `pipeline`: they send without waiting for the answer before */
  constructor(pool: pg.Pool) {
    const prompt = promptPool(pool);
    super({ pool: prompt });
    this.#pool = prompt;
  }

  override createDriver(): Driver {
    return new PromptDriver({ pool: this.#pool });
  }
}

class PromptDriver extends PostgresDriver {
  /** `Database.transaction` begins, since it knows the role. */
  override async beginTransaction(): Promise<void> {}
}

function promptPool(pool: pg.Pool): PostgresPool {
  const known = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    connect: async () => {
      const client = await pool.connect();
      const prompt = known.get(client) ?? promptClient(client);
      known.set(client, prompt);
      return prompt;
    },
    end: () => pool.end(),
  };
}

function promptClient(client: pg.PoolClient): PostgresPoolClient {
  const hold = holderOf(client.connection.stream);
  let begun: Promise<unknown> = Promise.resolve();
  const query = async (text: string, values: readonly unknown[]) => {
    hold();
    if (BEGINNING.test(text)) {
      begun = client.query(text);
      begun.catch(() => undefined); // told by the first statement, below
      return { command: undefined, rows: [] };
    }
    const name = KEPT.exec(text)?.[1];
    try {
      return await client.query({ ...(name === undefined ? {} : { name }), text, values: [...values] });
    } catch (error) {
      await begun; // where the beginning failed, everything after it did, and it alone says why
      throw error;
    }
  };
  return {
    query: query as unknown as PostgresPoolClient["query"],
    release: (destroy) => client.release(destroy),
  };
}

/** Holds back what is written until this turn of the event loop is over. */
function holderOf(stream: pg.Connection["stream"]): () => void {
  let isHeld = false;
  return () => {
    if (isHeld) return;
    isHeld = true;
    stream.cork();
    process.nextTick(() => {
      isHeld = false;
      stream.uncork();
    });
  };
}
