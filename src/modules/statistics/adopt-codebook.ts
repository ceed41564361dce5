import type { Client } from "pg";
import { type Codes, openCodes } from "../../core/codes/index.ts";
import { type Codebook, codesOfCase, DroppedCodes, type Hindrance } from "./codebook.ts";
import { StatisticsError } from "./errors.ts";
import { countedCases, insertCodebook, lockCodes, newestCodebook } from "./owner-store.ts";

/** What a refused version would drop. A count under twenty is not told, only that it is one. */
export interface Hindered {
  readonly variable: string;
  readonly code: string;
  /** Null: fewer than twenty. */
  readonly records: number | null;
}
const TOLD_FROM = 20;

/**
 * Puts a codebook in force, unless a code that a record has is not in it any more. As the owner, in one transaction in
 * which nobody codes.
 *
 * @param secret `Secrets.codes`
 * @returns what hinders it; nothing where it is in force now
 * @throws StatisticsError `codebook-follows`
 */
export async function adoptCodebook(
  owner: Client,
  secret: Uint8Array,
  codebook: Codebook,
): Promise<Hindered[]> {
  await owner.query("begin");
  try {
    await lockCodes(owner);
    if (codebook.version !== (await newestCodebook(owner)) + 1) throw new StatisticsError("codebook-follows");
    const dropped = new DroppedCodes(codebook);
    for await (const { id, sealed, ...file } of countedCases(owner))
      dropped.add(
        codesOfCase(
          file,
          id.map((one, at): Codes => openCodes(secret, one, sealed[at] ?? new Uint8Array())),
        ),
      );
    const { hindrances } = dropped;
    if (hindrances.length === 0) await insertCodebook(owner, codebook);
    await owner.query("commit");
    return hindrances.map(withoutFew);
  } catch (error) {
    await owner.query("rollback");
    throw error;
  }
}

const withoutFew = ({ records, ...at }: Hindrance): Hindered => ({
  ...at,
  records: records < TOLD_FROM ? null : records,
});
