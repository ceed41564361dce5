import { randomBytes } from "node:crypto";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { toUtf8 } from "../bytes.ts";
import { verifyCheckpoint } from "../notes/checkpoint.ts";
import { parseVerifierKey } from "../notes/key.ts";
import { parseNote, verifyNote } from "../notes/note.ts";
import { inTemporaryFolder } from "../testing/temporary-folder.ts";
import { parseAddCheckpoint } from "../witness/request.ts";
import { submitCheckpoint } from "../witness/submit.ts";
import { createSigner, sha256, verifyEd25519 } from "./node-crypto.ts";
import { openLog } from "./open.ts";
import { verifyLog } from "./verify.ts";
import { createWitness, openWitness } from "./witness.ts";
import { serveWitness } from "./witness-server.ts";

const code = (name: string) => expect.objectContaining({ code: name });
const nowS = () => 1_700_000_000;
const ask = { verifyEd25519, fetch: globalThis.fetch };

/** A log that grows, a witness that follows it, and the address of that witness. */
async function withWitness(
  work: (parts: {
    folder: string;
    log: Awaited<ReturnType<typeof openLog>>;
    witness: Awaited<ReturnType<typeof openWitness>>;
    address: { url: string; key: Awaited<ReturnType<typeof openWitness>>["verifierKey"] };
    failures: unknown[];
  }) => Promise<void>,
): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const log = await openLog(join(folder, "log"), {
      origin: "log.example/a",
      signer: createSigner(randomBytes(32)),
    });
    const key = await createWitness(join(folder, "witness"), "witness.example/w");
    const witness = await openWitness(join(folder, "witness"), nowS);
    await witness.follow(log.verifierKey);
    const failures: unknown[] = [];
    const server = await serveWitness(witness, {
      host: "127.0.0.1",
      port: 0,
      onFailure: (error) => failures.push(error),
    });
    try {
      await work({
        folder,
        log,
        witness,
        address: { url: `http://127.0.0.1:${server.port}`, key },
        failures,
      });
    } finally {
      await server.close();
      await witness.close();
      await log.close();
    }
  });
}

test("a log that grows is cosigned over HTTP, and the copied folder verifies under log's and witness's keys", async () => {
  await withWitness(async ({ folder, log, address }) => {
    let known = 0;
    for (const count of [0, 3, 300]) {
      if (count > 0) await log.append(Array.from({ length: count }, () => randomBytes(32)));
      const given = await submitCheckpoint(ask, address, log, known);
      expect(given).toMatchObject({ outcome: "cosigned", timeS: nowS() });
      if (given.outcome === "cosigned") expect(await log.cosign([given.signature])).toBe(true);
      known = log.size;
    }
    const keys = [log.verifierKey, address.key];
    const { signatures } = verifyCheckpoint(verifyEd25519, log.checkpoint, keys);
    expect(signatures.map(({ timeS }) => timeS)).toEqual([null, nowS()]);
    const report = await verifyLog(join(folder, "log"), { verifierKeys: keys });
    expect(report).toMatchObject({ ok: true, size: 303, notes: [] });
    expect(report.signatures.map(({ name, timeS }) => [name, timeS])).toEqual([
      ["log.example/a", null],
      ["witness.example/w", nowS()],
    ]);
    // Entries that come later take the cosignatures off again: they spoke of the smaller tree.
    await log.append([randomBytes(32)]);
    expect(parseNote(log.checkpoint).signatures).toHaveLength(1);
  });
});

test("the witness corrects a log that does not know what it cosigned, and tells an older copy that it is one", async () => {
  await withWitness(async ({ log, address }) => {
    await log.append([randomBytes(32), randomBytes(32)]);
    const old = { size: log.size, checkpoint: log.checkpoint, consistencyProof: async () => [] };
    await log.append([randomBytes(32)]);
    expect(await submitCheckpoint(ask, address, log, 2)).toMatchObject({ outcome: "cosigned" });
    await log.append([randomBytes(32)]);
    expect(await submitCheckpoint(ask, address, log, 0)).toMatchObject({ outcome: "cosigned" });
    expect(await submitCheckpoint(ask, address, old, 2)).toEqual({ outcome: "ahead", size: 4 });
  });
});

test("a log that was written twice is found out by the witness, smaller, as large and larger", async () => {
  await inTemporaryFolder(async (folder) => {
    const seed = randomBytes(32);
    const open = (name: string) =>
      openLog(join(folder, name), { origin: "log.example/a", signer: createSigner(seed) });
    const [first, second] = [await open("first"), await open("second")];
    const key = await createWitness(join(folder, "witness"), "witness.example/w");
    const witness = await openWitness(join(folder, "witness"), nowS);
    await witness.follow(first.verifierKey);
    const server = await serveWitness(witness, { host: "127.0.0.1", port: 0, onFailure: () => {} });
    const address = { url: `http://127.0.0.1:${server.port}/`, key };
    await first.append([randomBytes(32), randomBytes(32)]);
    expect(await submitCheckpoint(ask, address, first, 0)).toMatchObject({ outcome: "cosigned" });
    await second.append([randomBytes(32)]);
    expect(await submitCheckpoint(ask, address, second, 0)).toEqual({ outcome: "ahead", size: 2 });
    await second.append([randomBytes(32)]);
    expect(await submitCheckpoint(ask, address, second, 0)).toMatchObject({ outcome: "forked" });
    await second.append([randomBytes(32)]);
    expect(await submitCheckpoint(ask, address, second, 0)).toMatchObject({ outcome: "forked" });
    expect(witness.logs[0]?.size).toBe(2);
    await server.close();
    await Promise.all([witness.close(), first.close(), second.close()]);
  });
});

test("a witness keeps its key and its memory, follows a log once, and opens for one process", async () => {
  await withWitness(async ({ folder, log, witness }) => {
    const place = join(folder, "witness");
    await expect(createWitness(place, "witness.example/w")).rejects.toThrow(code("locked"));
    await expect(openWitness(place, nowS)).rejects.toThrow(code("locked"));
    await expect(witness.follow(log.verifierKey)).rejects.toThrow(code("witness-exists"));
    await expect(witness.follow(witness.verifierKey)).rejects.toThrow(code("key-malformed"));
  });
});

test("where a witness is, no second one is made: it would have forgotten everything", async () => {
  await inTemporaryFolder(async (folder) => {
    await createWitness(folder, "witness.example/w");
    await expect(createWitness(folder, "witness.example/w")).rejects.toThrow(code("witness-exists"));
  });
});

test("a witness whose memory is damaged does not begin again from nothing", async () => {
  await inTemporaryFolder(async (folder) => {
    await createWitness(folder, "witness.example/w");
    const witness = await openWitness(folder, nowS);
    await witness.follow(
      parseVerifierKey(sha256, "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"),
    );
    await witness.close();
    const [name = ""] = await readdir(join(folder, "logs"));
    await writeFile(join(folder, "logs", name), "{}\n");
    await expect(openWitness(folder, nowS)).rejects.toThrow(code("witness-damaged"));
  });
});

test.each([
  ["GET", "/add-checkpoint", undefined, 405],
  ["POST", "/add-checkpoints", "x", 404],
  ["POST", "/add-checkpoint", "", 400],
  ["POST", "/add-checkpoint", "old 0\n\nnot a note\n", 400],
  ["POST", "/add-checkpoint", "x".repeat(70_000), 413],
  ["GET", "/", undefined, 200],
] as const)("%s %s is answered as it should be (%#)", async (method, path, body, status) => {
  await withWitness(async ({ address, failures }) => {
    const response = await fetch(address.url + path, { method, ...(body === undefined ? {} : { body }) });
    expect(response.status).toBe(status);
    expect(failures).toEqual([]);
  });
});

test.each([
  // As other implementations' clients are tested: only this type and this spelling mean a size.
  ["text/plain", "10\n", "forked"],
  ["text/x.tlog.size", "", "failed"],
  ["text/x.tlog.size", "050\n", "failed"],
  ["text/x.tlog.size", "50", "failed"],
  ["text/x.tlog.size", "50\n", "ahead"],
])("a conflict of type %s that says %j is taken for: %s", async (type, body, outcome) => {
  await withWitness(async ({ log, address }) => {
    // Scripted: the far side of the network.
    const scripted = async () => new Response(body, { status: 409, headers: { "content-type": type } });
    expect(await submitCheckpoint({ verifyEd25519, fetch: scripted }, address, log, 0)).toMatchObject({
      outcome,
    });
  });
});

test("a cosignature that is another's, or on another tree, is no cosignature", async () => {
  await withWitness(async ({ log, address }) => {
    const given = await submitCheckpoint(ask, address, log, 0);
    expect(given.outcome).toBe("cosigned");
    const other = createSigner(randomBytes(32)).publicKey;
    const wrong = { ...address, key: { ...address.key, publicKey: other } };
    expect(await submitCheckpoint(ask, wrong, log, 0)).toMatchObject({ outcome: "failed" });
    const gone = { ...address, url: "http://127.0.0.1:9" };
    expect(await submitCheckpoint(ask, gone, log, 0)).toMatchObject({ outcome: "failed" });
  });
});

/** A checkpoint of a public log as five witnesses cosigned it in 2026, with the public key of one of them. */
const PUBLIC_CHECKPOINT = `arche2025h1.staging.ct.transparency.dev
1432088532
U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

— arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
— transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==
— witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==
— remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
`;
const PUBLIC_KEYS = [
  "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f",
  "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
].map((line) => parseVerifierKey(sha256, line));

test("a checkpoint that a foreign witness cosigned is verified, and not with another size", () => {
  const { size, signatures } = verifyCheckpoint(verifyEd25519, toUtf8(PUBLIC_CHECKPOINT), PUBLIC_KEYS);
  expect(size).toBe(1_432_088_532);
  expect(signatures.map(({ key, timeS }) => [key.name, timeS])).toEqual([
    ["arche2025h1.staging.ct.transparency.dev", null],
    ["remora.n621.de", 1_779_573_024],
  ]);
  const changed = parseNote(toUtf8(PUBLIC_CHECKPOINT.replace("1432088532", "42")));
  expect(() => verifyNote(verifyEd25519, changed, PUBLIC_KEYS)).toThrow(code("signature-invalid"));
});

/** The example of c2sp.org/tlog-witness. */
const REQUEST = `old 20852014
PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
`;

test("the request of the specification is read", () => {
  const { oldSize, proof, checkpoint } = parseAddCheckpoint(toUtf8(REQUEST));
  expect([oldSize, proof.length]).toEqual([20_852_014, 4]);
  expect(parseNote(checkpoint).text).toContain("behind-the-sofa\n20852163\n");
});

const malformed: [string, string][] = [
  ["nothing", ""],
  ["no old size", REQUEST.replace("old 20852014\n", "")],
  ["a leading zero", REQUEST.replace("old 2", "old 02")],
  ["a sign", REQUEST.replace("old 2", "old +2")],
  ["two spaces", REQUEST.replace("old ", "old  ")],
  ["a carriage return", REQUEST.replaceAll("\n", "\r\n")],
  ["a proof line that is no base64", REQUEST.replace("PlRN", "P!RN")],
  ["a proof line of 31 bytes", REQUEST.replace(/PlRN.*/, `${Buffer.alloc(31).toString("base64")}`)],
  [
    "sixty-four proof lines",
    REQUEST.replace(/PlRN.*\n/, `${Buffer.alloc(32).toString("base64")}\n`.repeat(61)),
  ],
  ["a size beyond 2^53", REQUEST.replace("20852014", "9007199254740993")],
];

test.each(malformed)("%s is no request", (_, text) => {
  expect(() => parseAddCheckpoint(toUtf8(text))).toThrow(code("request-malformed"));
});
