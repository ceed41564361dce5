import { asMember, type Purpose } from "../access/context.ts";
import type { Transaction } from "../db/index.ts";
import type { House } from "../house.ts";
import { GateRefusal, type Refusal } from "./errors.ts";
import { finish, pass } from "./store.ts";
import type { Tool } from "./tool.ts";

export interface Work<Made, Result> {
  /** Prepares all of it, where nobody can see it yet. `runId` is what functions of the database ask for. */
  readonly prepare: (runId: string) => Promise<Made>;
  /** Lets it out; short. It is called in the transaction that asks the gate once more and writes the run down. */
  readonly effect: (made: Made, tx: Transaction) => Promise<Result>;
  /** Removes what was prepared, whenever it does not come out. */
  readonly discard?: (made: Made) => Promise<void>;
}

/**
 * Runs a tool for the member whose session this is, if their agency holds a valid assessment of this very version. The
 * gate is asked twice, by the database's clock: before anything is done, and in the transaction of the effect, which no
 * withdrawal can overtake. Passes, refusals and ends are entries in the ledger.
 *
 * @param by 32 bytes, the session's secret, and for which purpose it looks
 * @throws GateRefusal; NoSessionError
 */
export async function run<Made, Result>(
  house: Pick<House, "db">,
  by: { readonly secret: Uint8Array; readonly purpose: Purpose | null },
  tool: Tool,
  { prepare, effect, discard = async () => {} }: Work<Made, Result>,
): Promise<Result> {
  // What refuses is returned, not thrown: the entry that says so is to stay.
  const passed = await asMember(house.db, by.secret, by.purpose, (tx) => pass(tx, tool));
  if (passed.runId === null) throw new GateRefusal(passed.refusal ?? "unknown-version", passed.at);
  const { runId } = passed;
  const made = await prepare(runId);
  let ended: { refusal: Refusal; at: Date | null } | { result: Result };
  try {
    ended = await asMember(house.db, by.secret, by.purpose, async (tx) => {
      const { refusal, at } = await finish(tx, runId);
      return refusal === null ? { result: await effect(made, tx) } : { refusal, at };
    });
  } catch (error) {
    await discard(made);
    throw error;
  }
  if ("result" in ended) return ended.result;
  await discard(made);
  throw new GateRefusal(ended.refusal, ended.at);
}
