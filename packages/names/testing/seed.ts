/** The seed of a property test: from `NAMES_SEED` to repeat a run, else of this moment; printed. */
export function seedOf(name: string): number {
  const given = process.env.NAMES_SEED;
  const seed = given === undefined ? Date.now() % 2 ** 31 : Number(given);
  console.log(`${name}: NAMES_SEED=${seed} repeats this run`);
  return seed;
}
