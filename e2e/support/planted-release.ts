import { plantRelease as plant } from "../../src/modules/statistics/testing.ts";
import type { Demonstration } from "./demonstration.ts";

/** A published release in a demonstration, with a column for every picture. @returns its id */
export async function plantRelease(state: Pick<Demonstration, "owner">): Promise<string> {
  const owner = await state.owner();
  try {
    return await plant(owner);
  } finally {
    await owner.end();
  }
}
