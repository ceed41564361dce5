import type { House } from "../../../core/house.ts";
import type { PackSource } from "../journey/house-packs.ts";
import { packNamed } from "./pack-named.ts";

/** A clock as it is shown: where its length is written. */
export type Sourced<T> = Omit<T, "basis" | "pack"> & {
  /** One of the house's rests on no law, and so nobody has to confirm it. */
  readonly source: PackSource;
};

/** As the pack says it now, which may have changed or been confirmed since the clock began. */
export function withSource<T extends { what: string; basis: string; pack: string | null }>(
  house: House,
  { basis, pack, ...clock }: T,
): Sourced<T> {
  const known = pack === null ? undefined : packNamed(house, pack).clockSources.get(clock.what);
  return { ...clock, source: known ?? { cited: basis, note: null, isConfirmed: pack === null } };
}
