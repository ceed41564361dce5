import { test } from "vitest";
import * as names from "./index.ts";
import { laws } from "./testing/laws.ts";
import { seedOf } from "./testing/seed.ts";

const seed = seedOf("laws of names");

test.each(Object.entries(laws))(`%s (seed ${seed})`, (_, law) => {
  law(names, { seed, runs: 400 });
});
