import type { House } from "../house.ts";
import { LogFiles } from "./files.ts";
import { lookAtStanding, type Standing } from "./standing.ts";
import { listSuccessions } from "./store.ts";

/** What the public page shows. */
export interface PublicLedger {
  readonly standing: Standing;
  /** Logs that ended, each with what its successor said of it. */
  readonly successions: readonly {
    readonly origin: string;
    readonly size: number;
    readonly lastSize: number;
    readonly reason: string;
  }[];
}

/** How the ledger stands, and what came before it, for everyone. */
export async function lookAtLedger(house: House, dataDir: string): Promise<PublicLedger> {
  return house.publicReads.read(async (tx) => ({
    standing: await lookAtStanding(tx, new LogFiles(dataDir), house.now()),
    successions: (await listSuccessions(tx)).map((content) => {
      const { predecessor, lastKnown, reason } = JSON.parse(content);
      return { origin: predecessor.origin, size: predecessor.size, lastSize: lastKnown.size, reason };
    }),
  }));
}
