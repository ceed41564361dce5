import type { Calendar } from "@leeward/clocks";
import type { Config } from "./config/index.ts";
import type { Database, PublicReads } from "./db/index.ts";
import type { KeyHolder, Random } from "./keys/index.ts";
import type { SignReceipt } from "./ledger/receipt.ts";

/** What a module is given: nothing else of the outside reaches it. Put together by `main`, overridden in tests. */
export interface House {
  readonly config: Config;
  readonly db: Database;
  /** What anyone may read: of a replica, where there is one that keeps up. */
  readonly publicReads: PublicReads;
  readonly keys: KeyHolder;
  readonly now: () => Date;
  /** The working days of the authority that must act within a time limit. */
  readonly calendar: Calendar;
  readonly random: Random;
  /** One line, without personal data, addresses of the network, or words of anyone. */
  readonly log: (line: string) => void;
  /** The server's own secrets, 32 bytes each; they are in no table that a role can select. */
  readonly secrets: {
    readonly vouching: Uint8Array;
    readonly secondFactors: Uint8Array;
    readonly tickets: Uint8Array;
    readonly counting: Uint8Array;
    readonly notices: Uint8Array;
    readonly names: Uint8Array;
    readonly codes: Uint8Array;
  };
  readonly signReceipt: SignReceipt;
  /** A demonstration's database is marked; its door says so. */
  readonly demonstration: boolean;
  /** 16 bytes: public, mixed into what return words become at this door. */
  readonly doorSalt: Uint8Array;
}
