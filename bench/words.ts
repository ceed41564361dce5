import { createHash, randomBytes } from "node:crypto";
import { argon2id as argon2InWasm } from "../src/core/identity/words/argon2-browser.ts";
import { argon2id as argon2InNode } from "../src/core/identity/words/argon2-node.ts";
import { type Argon2id, argon2Parameters } from "../src/core/identity/words/argon2id.ts";
import { deriveMailboxKeys } from "../src/core/identity/words/mailbox.ts";
import { newSecret, secretBits } from "../src/core/identity/words/secret.ts";

/**
 * What one guess of somebody's words costs on this machine, beside what it would cost without Argon2id, and what 76
 * bits then mean. A guess is the whole derivation: whoever guesses must compare an address. `npm run bench -- words`
 */
const rounds = 5;
const say = (line: string) => process.stderr.write(`${line}\n`);
const random = (n: number) => new Uint8Array(randomBytes(n));
const doorSalt = random(16);
const secondsPerYear = 365.25 * 24 * 3600;

/** The same guess with one SHA-256 in the place of Argon2id: the baseline. */
const unstretched: Argon2id = async (password, salt) =>
  new Uint8Array(createHash("sha256").update(password).update(salt).digest());

/** Median of five, each the mean over `times` guesses, in milliseconds. */
async function guessMs(argon2id: Argon2id, times: number): Promise<number> {
  const measured: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    for (let i = 0; i < times; i++) await deriveMailboxKeys(newSecret(random), { doorSalt, argon2id });
    measured.push((performance.now() - start) / times);
  }
  return measured.sort((a, b) => a - b)[Math.floor(rounds / 2)] as number;
}

await guessMs(unstretched, 20);
const baselineMs = await guessMs(unstretched, 200);
const nativeMs = await guessMs(argon2InNode, 2);
const wasmMs = await guessMs(argon2InWasm, 1);

// On average half of all secrets are tried. A million machines like one core here, each busy with nothing else.
const guesses = 2 ** (secretBits - 1);
const yearsOfAMillionCores = (guesses * nativeMs) / 1000 / secondsPerYear / 1e6;
/** Who overheard some words guesses the others; the check spares all but one derivation in 4,096. */
const yearsForUnknown = (words: number) => ((2048 ** words / 4096) * nativeMs) / 1000 / secondsPerYear;

say(
  `One guess: ${nativeMs.toFixed(0)} ms native, ${wasmMs.toFixed(0)} ms in WebAssembly, with 64 MiB of memory.`,
);
say(
  `Without Argon2id: ${baselineMs.toFixed(2)} ms; a guess costs ${(nativeMs / baselineMs).toFixed(0)} times as much.`,
);
say(`Half of 2^${secretBits} guesses: ${yearsOfAMillionCores.toPrecision(2)} years on a million such cores.`);
for (const unknown of [2, 3, 4, 5]) {
  const days = (yearsForUnknown(unknown) * 365.25).toPrecision(2);
  say(`Who knows ${8 - unknown} of the eight words needs ${days} days of one core for the rest.`);
}
process.stdout.write(
  `${JSON.stringify({
    guessMs: Number(nativeMs.toFixed(1)),
    guessInWasmMs: Number(wasmMs.toFixed(1)),
    unstretchedMs: Number(baselineMs.toFixed(3)),
    costRatio: Math.round(nativeMs / baselineMs),
    memoryMib: argon2Parameters.memoryKib / 1024,
    secretBits,
    yearsOfAMillionCores: Math.round(yearsOfAMillionCores),
    coreYearsWithFourWordsKnown: Number(yearsForUnknown(4).toPrecision(2)),
  })}\n`,
);
