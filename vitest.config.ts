import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { LongFirst } from "./tools/test/sequencer.ts";

const EXCLUDED = ["**/node_modules/**", "**/dist/**"];
/** The browser's stories; what puts something in a module's place (`vi.mock`); what has V8 count all code that runs. */
const ALONE = ["e2e/**/*.test.ts", "src/core/identity/identity.test.ts", "tools/fuzz/fuzz.test.ts"];

export default defineConfig({
  // A test run writes nothing into the checkout, not even a cache.
  cacheDir: join(tmpdir(), "leeward-vitest"),
  test: {
    environment: "node",
    globalSetup: ["tools/test/global-setup.ts"],
    pool: "forks",
    // Two cores: a third worker makes the whole no quicker (735 s beside 726 s), only each test slower.
    maxWorkers: 2,
    sequence: { sequencer: LongFirst },
    // Limits only end what hangs: a machine that others use too is slow at times, and that is no failure.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 15_000, interval: 50 } },
    // A test that waits for real time or the browser states its own limit.
    slowTestThreshold: 1_000,
    projects: [
      {
        extends: true,
        test: {
          name: "house",
          include: ["packages", "src", "bench", "tools"].map((folder) => `${folder}/**/*.test.{ts,tsx}`),
          exclude: [...EXCLUDED, ...ALONE],
          // Files share two processes, in which the house is loaded once: a second and a half of each file's time.
          isolate: false,
        },
      },
      { extends: true, test: { name: "alone", include: ALONE, exclude: EXCLUDED } },
    ],
  },
});
