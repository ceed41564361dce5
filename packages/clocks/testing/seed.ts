/** The seed of a run: from `CLOCKS_SEED` to repeat one, else of this moment; printed. */
export function seedOf(name: string): number {
  const given = process.env.CLOCKS_SEED;
  const seed = given === undefined ? Date.now() % 2 ** 31 : Number(given);
  console.log(`${name}: CLOCKS_SEED=${seed} repeats this run`);
  return seed;
}
