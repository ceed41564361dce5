import { readFile } from "node:fs/promises";
import { parseVerifierKey } from "@leeward/ledger";
import { type LogReport, sha256, verifyLog } from "@leeward/ledger/files";
import { type Command, JSON_OPTION, printLine, UsageError } from "./command.ts";

/** Checks copied files of a log, offline. */
export const ledgerVerify: Command = {
  name: "ledger verify",
  summary: "Checks the files of a ledger, offline, and names the first wrong byte.",
  operands: "DIR",
  options: {
    key: { type: "string", help: "the ledger's verifier key, or a file that holds it" },
    ...JSON_OPTION,
  },
  examples: ["leeward ledger verify /media/usb/ledger --key leeward.invalid/a1b2c3+0f3c…"],
  run: async (io, values, [dir, ...more]) => {
    if (!dir || more.length > 0)
      throw new UsageError("Name one folder: the one that holds the file “checkpoint”.");
    const keys = typeof values.key === "string" ? [parseVerifierKey(sha256, await readKey(values.key))] : [];
    let told = 0;
    const report = await verifyLog(dir, {
      ...(keys.length > 0 ? { verifierKeys: keys } : {}),
      onProgress: ({ entries, size }) => {
        const percent = size === 0 ? 100 : Math.floor((entries * 100) / size);
        if (percent >= told + 10) {
          told = percent;
          printLine(io.err, `${entries} of ${size} entries checked`);
        }
      },
    });
    if (values.json) printLine(io.out, JSON.stringify(report));
    else printLine(io.out, describeReport(report));
    return report.ok ? 0 : 1;
  },
};

async function readKey(given: string): Promise<string> {
  if (given.includes("+")) return given;
  return (await readFile(given, "utf8")).trim();
}

function describeReport(report: LogReport): string {
  if (report.fault) return report.fault.message;
  const signed = report.signatureChecked
    ? "The checkpoint is signed with the key that you gave."
    : "No key was given, so nothing is said of who signed it: give --key to check that too.";
  return [
    `Whole: ${report.size} entries; every hash and the root are right. ${signed}`,
    ...report.notes,
  ].join("\n");
}
