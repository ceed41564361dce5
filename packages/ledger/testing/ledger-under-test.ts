import * as disk from "../files/disk.ts";
import * as lock from "../files/lock.ts";
import * as open from "../files/open.ts";
import * as verify from "../files/verify.ts";
import * as witness from "../files/witness.ts";
import * as files from "../files.ts";
import * as index from "../index.ts";

/** All of the package that a law may speak of; the mutants of `mutants.test.ts` have the same shape. */
export const ledger = { ...index, ...files, ...disk, ...lock, ...open, ...verify, ...witness };

export type LedgerUnderTest = typeof ledger;

/** What a law does: throws where the package breaks it. `runs` is how many random cases it tries. */
export type Law = (ledger: LedgerUnderTest, check: LawCheck) => Promise<void> | void;

export type LawCheck = { readonly seed: number; readonly runs: number };

/** Holds a folder that nobody else can reach. */
export const noLock = { ensureHeld: async () => {}, release: async () => {} };
