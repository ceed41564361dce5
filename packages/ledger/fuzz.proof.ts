import { concatBytes, toUtf8 } from "./bytes.ts";
import { LedgerError } from "./errors.ts";
import { createSigner, sha256, verifyEd25519 } from "./files/node-crypto.ts";
import { formatCheckpoint, verifyCheckpoint } from "./notes/checkpoint.ts";
import { COSIGNATURE, createVerifierKey } from "./notes/key.ts";
import {
  cosignatureMessage,
  cosignaturePayload,
  formatNote,
  parseNote,
  parseSignatureLines,
} from "./notes/note.ts";
import { bytesOf, chooserOf } from "./testing/random-bytes.ts";
import { decodeBundle, encodeBundle } from "./tiles/bundle.ts";
import { parseTilePath } from "./tiles/layout.ts";
import { judge, newWitnessedLog, readRequest } from "./witness/judge.ts";
import { formatAddCheckpoint, parseAddCheckpoint } from "./witness/request.ts";

/** `FUZZ_SECONDS=5 npm run proof -- fuzz` for a shorter look. */
const SECONDS = Number(process.env.FUZZ_SECONDS ?? 600);
const INPUT_CPU_MS_MAX = 2000;
const MEMORY_BYTES_MAX = 512 * 1024 * 1024;

const ORIGIN = "log.example/a";
const logSigner = createSigner(bytesOf("log"));
const witnessSigner = createSigner(bytesOf("witness"));
const logKey = createVerifierKey(sha256, ORIGIN, logSigner.publicKey);
const witnessKey = createVerifierKey(sha256, "witness.example/w", witnessSigner.publicKey, COSIGNATURE);
const text = formatCheckpoint({ origin: ORIGIN, size: 3, root: bytesOf("root") });
const timeS = 1_700_000_000;
const cosigned = formatNote({
  text,
  signatures: [
    { name: ORIGIN, keyId: logKey.id, payload: logSigner.sign(toUtf8(text)) as Uint8Array },
    {
      name: witnessKey.name,
      keyId: witnessKey.id,
      payload: cosignaturePayload(timeS, witnessSigner.sign(cosignatureMessage(text, timeS)) as Uint8Array),
    },
  ],
});
const request = formatAddCheckpoint({ oldSize: 2, proof: [bytesOf(1), bytesOf(2)], checkpoint: cosigned });

/** Each takes any bytes, and may only return or refuse with an error of the package. */
const TARGETS: Readonly<Record<string, { seed: Uint8Array; eat: (bytes: Uint8Array) => void }>> = {
  notes: { seed: cosigned, eat: (bytes) => void formatNote(parseNote(bytes)) },
  cosignatures: {
    seed: cosigned,
    eat: (bytes) => {
      verifyCheckpoint(verifyEd25519, bytes, [logKey, witnessKey]);
      parseSignatureLines(bytes.subarray(text.length + 1));
    },
  },
  "witness requests": {
    seed: request,
    eat: (bytes) => {
      const read = readRequest(bytes);
      if ("request" in read)
        judge({ sha256, verifyEd25519 }, read.request, newWitnessedLog(sha256, [logKey]));
      else parseAddCheckpoint(bytes);
    },
  },
  tiles: {
    seed: encodeBundle([bytesOf(1), bytesOf(2, 300), new Uint8Array(0)]),
    eat: (bytes) => {
      decodeBundle(bytes, 3);
      parseTilePath(String.fromCharCode(...bytes.subarray(0, 40)));
    },
  },
};

/** What parsers of lines and numbers stumble over. */
const PIECES = ["\n\n", "— ", "old 0\n", "9007199254740993", "\r\n", "=", " ", "\0", "\ud83d\ude00"].map(
  toUtf8,
);

/** Changed, cut, doubled, spliced, or grown beyond any sense. */
function mutate(seed: Uint8Array, choose: (count: number) => number): Uint8Array {
  let bytes = seed;
  for (let changes = 1 + choose(6); changes > 0; changes--) {
    const at = choose(bytes.length + 1);
    const insert = (piece: Uint8Array) => concatBytes(bytes.subarray(0, at), piece, bytes.subarray(at));
    const long = choose(50) === 0 ? 200_000 : 40;
    const ways = [
      () => bytes.map((byte, place) => (place === at ? byte ^ (1 + choose(255)) : byte)),
      () => bytes.subarray(0, at),
      () => insert(bytes.subarray(choose(bytes.length + 1))),
      () => insert(new Uint8Array(choose(long)).fill(choose(256))),
      () => insert(PIECES[choose(PIECES.length)] ?? bytes),
    ];
    bytes = ways[choose(ways.length)]?.() ?? bytes;
  }
  return bytes;
}

/** Feeds each target for so long. */
export async function feedAll(secondsEach: number, log: (line: string) => void) {
  const seed = Date.now() % 2 ** 31;
  log(`seed ${seed}, ${secondsEach} s each`);
  const figures: Record<string, number> = {
    seed,
    secondsEach,
    crashes: 0,
    slowestCpuMs: 0,
    taken: 0,
    refused: 0,
  };
  const count = (name: string, by = 1): void => {
    figures[name] = (figures[name] ?? 0) + by;
  };
  for (const [name, { seed: first, eat }] of Object.entries(TARGETS)) {
    const choose = chooserOf(seed);
    const end = performance.now() + secondsEach * 1000;
    while (performance.now() < end) {
      const began = process.cpuUsage(); // other work on the machine is no hang of ours
      const bytes = mutate(first, choose);
      try {
        eat(bytes);
        count("taken");
      } catch (error) {
        if (error instanceof LedgerError) count("refused");
        else {
          count("crashes");
          log(`${name} crashed: ${error} on ${Buffer.from(bytes).toString("base64").slice(0, 400)}`);
        }
      }
      const { user, system } = process.cpuUsage(began);
      figures.slowestCpuMs = Math.max(figures.slowestCpuMs ?? 0, Math.round((user + system) / 1000));
    }
    log(`${name}: done`);
  }
  const memoryBytes = process.memoryUsage().rss;
  const passed =
    figures.crashes === 0 && (figures.slowestCpuMs ?? 0) < INPUT_CPU_MS_MAX && memoryBytes < MEMORY_BYTES_MAX;
  figures.memoryMegabytes = Math.round(memoryBytes / 1e6);
  return { passed, figures };
}

/** Everything that strangers hand to a reader or a witness. */
export const proof = {
  name: "ledger fuzz",
  bar: "notes, cosignatures, witness requests and tiles, ten minutes each: no crash, no hang, memory bounded",
  run: (log: (line: string) => void) => feedAll(SECONDS, log),
};
