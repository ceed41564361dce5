import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { CHECKPOINT_PATH, commit, parseCheckpoint, parseNote, TileReader } from "@leeward/ledger";
import { sha256 } from "@leeward/ledger/files";
import { compareLogs, type Difference, type PlatformEntry } from "../../core/keys/holder/compare.ts";
import { HolderFolderError, paths } from "../../core/keys/holder/folder.ts";
import { type LoggedEntry, readLog } from "../../core/keys/holder/log.ts";
import { type Command, JSON_OPTION, printLine, UsageError } from "../command.ts";
import { holderFolder } from "./folder.ts";

/** The agency's check that the server wrote down what it opened. */
export const keysCompare: Command = {
  name: "keys compare",
  summary: "Holds a key holder's log against the ledger: lists what one side has and the other lacks.",
  operands: "DIR",
  options: {
    export: { type: "string", help: "what `leeward keys export` wrote on the server" },
    ledger: { type: "string", help: "a copy of the ledger's files: each exported entry must be in it" },
    since: { type: "string", help: "from this day on, the day of the export" },
    ...JSON_OPTION,
  },
  examples: [
    "leeward keys compare DIR --export ledger-entries.jsonl --since 2026-11-01 --ledger /media/usb/ledger",
  ],
  run: async (io, values, operands) => {
    const folder = holderFolder(io, operands);
    const { export: file, since, ledger } = values;
    if (typeof file !== "string" || typeof since !== "string" || !/^\d{4}-\d\d-\d\d$/.test(since)) {
      throw new UsageError("Give --export with a file, and --since with the day that the export begins.");
    }
    const platform = await readExport(file);
    const untrue = typeof ledger === "string" ? await listUntrue(ledger, platform) : [];
    const own: LoggedEntry[] = [];
    for await (const { entry } of readLog(paths(folder).log)) {
      if (entry.kind === "key" || (entry.kind === "opened" && entry.at >= since)) own.push(entry);
    }
    const { same, differences } = compareLogs(own, platform);
    if (values.json) printLine(io.out, JSON.stringify({ same, differences, untrue }));
    else {
      printLine(
        io.out,
        `${same} openings stand on both sides and say the same; ${differences.length} do not.`,
      );
      for (const difference of differences) printLine(io.out, describe(difference));
      for (const entry of untrue)
        printLine(io.out, `The exported entry ${entry} is not what the ledger committed to.`);
    }
    return differences.length === 0 && untrue.length === 0 ? 0 : 1;
  },
};

function describe(difference: Difference): string {
  switch (difference.what) {
    case "unrecorded":
      return `Opened here as entry ${difference.n}; the ledger has no such look (${difference.entry ?? "none was named"}).`;
    case "different":
      return `Entry ${difference.n} here and ${difference.entry} of the ledger differ in: ${difference.fields.join(", ")}.`;
    case "contradicted":
      return `Opened here as entry ${difference.n}; entry ${difference.entry} of the ledger says that it was not opened.`;
    case "repeated":
      return `Opened here once more as entry ${difference.n}, for entry ${difference.entry} of the ledger.`;
    case "foreign-key":
      return `Version ${difference.version} was published as a key of this agency, and was not made here: close the holder, and ask the operator at once.`;
    case "unseen":
      return `Entry ${difference.entry} of the ledger was not opened here.`;
  }
}

async function readExport(file: string): Promise<PlatformEntry[]> {
  const entries: PlatformEntry[] = [];
  for await (const line of createInterface({ input: createReadStream(file) })) {
    try {
      entries.push(JSON.parse(line) as PlatformEntry);
    } catch (cause) {
      throw new HolderFolderError(`Line ${entries.length + 1} of ${file} is no entry; export it again.`, {
        cause,
      });
    }
  }
  return entries;
}

/** The exported entries that are not what the files of the ledger committed to; those that wait have no place yet. */
async function listUntrue(folder: string, platform: readonly PlatformEntry[]): Promise<string[]> {
  const { size } = parseCheckpoint(parseNote(await readFile(join(folder, CHECKPOINT_PATH))).text);
  const read = (path: string) => readFile(join(folder, path)).catch(() => null);
  const tiles = new TileReader(sha256, read, size);
  const untrue: string[] = [];
  for (const { entry, content, salt, logIndex } of platform) {
    if (logIndex === null || logIndex >= size || content === null || salt === null) continue;
    const committed = await tiles.entry(logIndex);
    const own = commit(sha256, Buffer.from(salt, "base64"), Buffer.from(content));
    if (!Buffer.from(committed).equals(own)) untrue.push(entry);
  }
  return untrue;
}
