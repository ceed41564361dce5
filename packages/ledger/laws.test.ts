import { test } from "vitest";
import { allLaws } from "./testing/laws/all-laws.ts";
import { ledger } from "./testing/ledger-under-test.ts";
import { seedOf } from "./testing/seed.ts";

const seed = seedOf("laws");

test.each(allLaws)(`$name (seed ${seed}, $runs cases)`, { timeout: 60_000 }, async ({ law, runs }) => {
  await law(ledger, { seed, runs });
});
