import { readFile } from "node:fs/promises";
import { Type } from "typebox";
import { Check } from "typebox/value";
import { type AgreementExport, type AgreementReport, verifyAgreement } from "../core/protocols/index.ts";
import { type Command, JSON_OPTION, printLine, UsageError } from "./command.ts";

const Text = Type.String({ maxLength: 262_144 });
const Person = Type.Object({ memberId: Text, name: Text, signingKey: Text, signature: Text });
const Signature = Type.Object({
  agencyId: Text,
  rootKey: Text,
  people: Type.Array(Person, { maxItems: 100 }),
  signature: Text,
});
const Export = Type.Object({
  format: Type.Literal("leeward agreement export v1"),
  agreement: Text,
  versions: Type.Array(
    Type.Object({
      version: Type.Integer({ minimum: 1 }),
      status: Text,
      statement: Text,
      texts: Type.Object({ en: Text, fr: Text, es: Text, ar: Text }),
      signatures: Type.Array(Signature, { maxItems: 100 }),
    }),
    { minItems: 1, maxItems: 10_000 },
  ),
  ending: Type.Optional(
    Type.Union([
      Type.Null(),
      Type.Object({
        kind: Text,
        agencyId: Text,
        content: Type.Object(
          { protocolId: Text, title: Text, statement: Type.Union([Text, Type.Null()]), reason: Text },
          { additionalProperties: false },
        ),
        people: Type.Array(Person, { maxItems: 10 }),
      }),
    ]),
  ),
});
const RootKeys = Type.Record(Text, Text);

/** Checks an exported agreement without our server. */
export const protocolVerify: Command = {
  name: "protocol verify",
  summary: "Checks an exported agreement, offline: its texts, its chain of versions and every signature.",
  operands: "FILE",
  options: {
    keys: {
      type: "string",
      help: "a JSON file with the root keys that the agencies themselves gave you: {agency number: key}",
    },
    ...JSON_OPTION,
  },
  examples: ["leeward protocol verify agreement.json --keys keys-on-paper.json"],
  run: async (io, values, [file, ...more]) => {
    if (!file || more.length > 0) throw new UsageError("Name one file: an agreement as the desk exports it.");
    const exported = await readJson(file);
    if (!Check(Export, exported)) {
      throw new UsageError(`${file} is no export of an agreement: get one from its page at the desk.`);
    }
    const keys = typeof values.keys === "string" ? await readJson(values.keys) : {};
    if (!Check(RootKeys, keys)) throw new UsageError(`The file of keys holds {"agency number": "key"}.`);
    const report = await verifyAgreement(exported as AgreementExport, keys);
    if (values.json) printLine(io.out, JSON.stringify(report));
    else printLine(io.out, describeReport(report, Object.keys(keys)));
    return report.ok ? 0 : 1;
  },
};

async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new UsageError(`${file} cannot be read.`, { cause });
  });
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UsageError(`${file} holds no JSON.`, { cause });
  }
}

/** A name in the file is whatever its writer wished: it makes no line of ours, and commands no terminal. */
const inLine = (text: string): string =>
  text.replaceAll(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (letter) => `\\u{${letter.codePointAt(0)?.toString(16)}}`,
  );

function describeReport({ ok, versions, ending }: AgreementReport, compared: readonly string[]): string {
  const lines = [
    ...versions.flatMap(({ version, hash, signed, awaited, faults }) => [
      `Version ${version}, SHA-256 ${hash}`,
      ...signed.map(
        ({ agencyId, name, rootKey }) =>
          `  signed by ${name} with root key ${rootKey}${compared.includes(agencyId) ? ", the one that you gave" : ""}`,
      ),
      ...awaited.map((name) => `  not signed by ${name}`),
      ...faults.map((fault) => `  WRONG: ${fault}`),
    ]),
    ...(ending
      ? [
          `Ended: ${ending.reason}`,
          ...ending.signed.map(
            ({ name, signingKey }) => `  signed by ${name} with their own key ${signingKey}`,
          ),
          ...ending.faults.map((fault) => `  WRONG: ${fault}`),
        ]
      : []),
    ok
      ? "Right: every text says what the object says, and whoever is named signed these very bytes."
      : "Not right, or not signed by all.",
    ...(compared.length === 0
      ? [
          "No keys were given: compare the root keys above with those that the agencies give you, or use --keys.",
        ]
      : []),
  ];
  return lines.map(inLine).join("\n");
}
