import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { nodeDisk } from "../files/disk.ts";
import { createSigner, sha256 } from "../files/node-crypto.ts";
import { openLog } from "../files/open.ts";
import { verifyLog } from "../files/verify.ts";
import { TileReader } from "../tiles/reader.ts";
import { bytesOf, chooserOf } from "./random-bytes.ts";

/** What many kills came to. */
export type CrashFigures = {
  rounds: number;
  acknowledged: number;
  lost: number;
  repaired: number;
  size: number;
};

/**
 * Kills a writing process `rounds` times with SIGKILL at random moments, some while it opens the log, and each time
 * opens the log again: every acknowledged entry must be at its place, and the log must verify.
 */
export async function runCrashRounds(folder: string, rounds: number, seed: number): Promise<CrashFigures> {
  const choose = chooserOf(seed);
  const acknowledged = new Map<number, string>();
  const figures: CrashFigures = { rounds, acknowledged: 0, lost: 0, repaired: 0, size: 0 };
  for (let round = 0; round < rounds; round++) {
    const isEarly = round % 4 === 3;
    await writeUntilKilled(folder, round, isEarly ? 60 + choose(120) : null, choose(250), acknowledged);
    const signer = createSigner(bytesOf("crash signer"));
    const log = await openLog(folder, { origin: "crash.example/log", signer });
    if (log.removedPaths.length > 0) figures.repaired++;
    await log.close();
    const report = await verifyLog(folder, { verifierKeys: [log.verifierKey] });
    assert.equal(report.fault, null, `round ${round}: ${report.fault?.message}`);
    assert.deepEqual(report.notes, [], `round ${round}`);
    figures.lost += await countLost(folder, log.size, acknowledged);
    figures.size = log.size;
  }
  figures.acknowledged = acknowledged.size;
  return figures;
}

/** @param killAfterMs from the start of the process; or null to wait until the log is open, and then `writeMs` more */
async function writeUntilKilled(
  folder: string,
  round: number,
  killAfterMs: number | null,
  writeMs: number,
  acknowledged: Map<number, string>,
): Promise<void> {
  const script = fileURLToPath(import.meta.resolve("./crash-writer.ts"));
  const child = spawn(process.execPath, [script, folder, String(round)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const lines = createInterface({ input: child.stdout });
  const isOpen = new Promise<void>((resolve) => {
    lines.on("line", (line) => {
      const [first, count, label] = line.split(" ");
      if (first === "open") resolve();
      else if (label !== undefined)
        for (let part = 0; part < Number(count); part++)
          acknowledged.set(Number(first) + part, `${label}/${part}`);
    });
  });
  const closed = once(lines, "close");
  if (killAfterMs === null) await Promise.race([isOpen, ended]);
  await wait(killAfterMs ?? writeMs);
  assert.equal(child.exitCode, null, "the writer ended by itself");
  child.kill("SIGKILL");
  await Promise.all([ended, closed]);
}

async function countLost(
  folder: string,
  size: number,
  acknowledged: ReadonlyMap<number, string>,
): Promise<number> {
  const disk = nodeDisk(folder);
  const entries = await new TileReader(sha256, (path) => disk.read(path), size).entries({
    start: 0,
    end: size,
  });
  let lost = 0;
  for (const [index, label] of acknowledged) {
    const entry = entries[index];
    if (entry === undefined || !Buffer.from(entry).equals(bytesOf(label))) lost++;
  }
  return lost;
}
