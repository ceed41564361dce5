import { expect, it } from "vitest";
import { type MigrationMark, migrationsOfThisVersion } from "../db/index.ts";
import type { BackupKind } from "./files.ts";
import { type OpenBackup, restoreDatabase } from "./restore.ts";

const own = migrationsOfThisVersion();
const older = own.slice(0, -1);

const opened = (kind: BackupKind, migrations: readonly MigrationMark[]): OpenBackup => ({
  header: {
    format: "leeward backup 1",
    kind,
    version: "0.1.0",
    at: "2026-11-26T00:00:00Z",
    postgres: "18.4",
    installation: "production",
    migrations,
  },
  parts: () => {
    throw new Error("read, although it should have been refused before");
  },
});

/** On an address where no database is: what is refused here was refused before anything was touched. */
const restore = (main: readonly MigrationMark[], wraps: readonly MigrationMark[]) =>
  restoreDatabase({
    connectionString: "postgresql://nobody@127.0.0.1:1/none",
    rules: { never: [], apart: [], current: [], split: [], mend: [] },
    main: opened("main", main),
    wraps: opened("wraps", wraps),
    erased: [],
    log: () => {},
    signal: new AbortController().signal,
  });

it("brings back no backup of an older version: its files hold what its own rules say, and ours would miss what ended", async () => {
  await expect(restore(older, older)).rejects.toMatchObject({
    code: "other-version",
    message: expect.stringContaining("Bring it back with the version that made it"),
  });
});

it("takes no main file with a wraps file of another version, as the hour after an upgrade leaves them", async () => {
  for (const [main, wraps] of [
    [older, own],
    [own, older],
  ] as const)
    await expect(restore(main, wraps)).rejects.toMatchObject({
      code: "other-version",
      message: expect.stringContaining("--wraps"),
    });
});

it("goes on to the database where both are of this version", async () => {
  await expect(restore(own, own)).rejects.toMatchObject({ code: "ECONNREFUSED" });
});
