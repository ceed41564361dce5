/**
 * The seed of a property test: from `LEDGER_SEED` to repeat a run, else of this moment; printed, so that every run
 * tries other cases and a failing one can be repeated.
 */
export function seedOf(name: string): number {
  const given = process.env.LEDGER_SEED;
  const seed = given === undefined ? Date.now() % 2 ** 31 : Number(given);
  console.log(`${name}: LEDGER_SEED=${seed} repeats this run`);
  return seed;
}
