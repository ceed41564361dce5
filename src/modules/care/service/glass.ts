import { asMember } from "../../../core/access/context.ts";
import type { House } from "../../../core/house.ts";
import { CareError } from "../errors.ts";
import { type GlassState, stateOfGlass } from "../rules.ts";
import { endGlass, type GlassRow, listGlasses } from "../store/glass.ts";

const SHOWN_MS = 90 * 86_400_000;
const GLASSES_MAX = 200;

export type ShownGlass = GlassRow & GlassState;

/** What was broken by members of my agency, and over cases that it holds, in the last 90 days. */
export async function readGlasses(house: House, secret: Uint8Array): Promise<{ glasses: ShownGlass[] }> {
  const now = house.now();
  return asMember(house.db, secret, null, async (tx) => {
    const rows = await listGlasses(tx, new Date(now.getTime() - SHOWN_MS), GLASSES_MAX);
    return { glasses: rows.map((row) => ({ ...row, ...stateOfGlass(row, now) })) };
  });
}

/** The danger is over: it closes now. @throws CareError `glass-unknown` */
export async function endTheGlass(house: House, secret: Uint8Array, glassId: string): Promise<void> {
  await asMember(house.db, secret, null, async (tx) => {
    if (!(await endGlass(tx, glassId))) throw new CareError("glass-unknown");
  });
}
