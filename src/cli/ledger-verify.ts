import { type CheckedSignature, type LogReport, verifyLog } from "@leeward/ledger/files";
import { type Command, JSON_OPTION, printLine, UsageError } from "./command.ts";
import { readQuorum, readVerifierKeys, readWitnessKeys } from "./verifier-keys.ts";

/** Checks copied files of a log, offline. */
export const ledgerVerify: Command = {
  name: "ledger verify",
  summary: "Checks the files of a ledger, offline, and names the first wrong byte.",
  operands: "DIR",
  options: {
    key: { type: "string", help: "the ledger's verifier key, or a file that holds it" },
    witness: { type: "string", help: "keys of witnesses, separated by commas, or a file with one a line" },
    quorum: { type: "string", help: "how many of them must have cosigned; all, unless you say fewer" },
    ...JSON_OPTION,
  },
  examples: [
    "leeward ledger verify /media/usb/ledger --key leeward.invalid/a1b2c3+0f3c…",
    "leeward ledger verify DIR --key ledger.key --witness witnesses.keys --quorum 2",
  ],
  run: async (io, values, [dir, ...more]) => {
    if (!dir || more.length > 0)
      throw new UsageError("Name one folder: the one that holds the file “checkpoint”.");
    const keys = await readVerifierKeys(values.key);
    const witnesses = await readWitnessKeys("--witness", values.witness);
    if (witnesses.length > 0 && keys.length === 0)
      throw new UsageError("Give --key too: a witness alone does not say whose log it cosigned.");
    const quorum = readQuorum(values.quorum, witnesses.length);
    let told = 0;
    const report = await verifyLog(dir, {
      ...(keys.length > 0 ? { verifierKeys: [...keys, ...witnesses] } : {}),
      onProgress: ({ entries, size }) => {
        const percent = size === 0 ? 100 : Math.floor((entries * 100) / size);
        if (percent >= told + 10) {
          told = percent;
          printLine(io.err, `${entries} of ${size} entries checked`);
        }
      },
    });
    const cosigned = report.signatures.filter(({ timeS }) => timeS !== null);
    const isWitnessed = cosigned.length >= quorum;
    if (values.json) {
      const witnessed = { witnesses: witnesses.length, quorum, cosigned: cosigned.length, isWitnessed };
      printLine(io.out, JSON.stringify({ ...report, ...witnessed }));
    } else {
      printLine(io.out, describeReport(report));
      if (witnesses.length > 0) printLine(io.out, describeWitnesses(cosigned, quorum));
    }
    return report.ok && isWitnessed ? 0 : 1;
  },
};

function describeWitnesses(cosigned: readonly CheckedSignature[], quorum: number): string {
  const names = cosigned.map(
    ({ name, timeS }) => `${name} at ${new Date((timeS ?? 0) * 1000).toISOString()}`,
  );
  const by = names.length === 0 ? "by none of these witnesses" : `by ${names.join(", ")}`;
  return cosigned.length >= quorum
    ? `Witnessed ${by}.`
    : `Not witnessed by enough: cosigned ${by}; ${quorum} are needed. It may be newer than its last witnessing, or a history that no witness saw.`;
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
