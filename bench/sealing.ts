import { randomBytes } from "node:crypto";
import { utf8 } from "../src/core/keys/bytes.ts";
import { decryptContent, encryptContent } from "../src/core/keys/content.ts";
import { webCryptoCurves } from "../src/core/keys/curves.ts";
import { nobleCurves } from "../src/core/keys/noble-curves.ts";
import { makeSealKeys, openWith, sealWith } from "../src/core/keys/seal.ts";

/**
 * Opening a wrapped key and decrypting a section of 4 KiB: what stands on the path of every read. The baseline is the
 * same opening by noble's JavaScript, as an old browser does it. `npm run bench -- sealing`
 */
const rounds = 5;
const times = 200;
const random = (n: number) => new Uint8Array(randomBytes(n));
const context = { info: utf8("bench"), aad: utf8("bench") };
const keys = await makeSealKeys(random);
const dataKey = random(32);
const sealed = await sealWith(webCryptoCurves, keys.publicKey, dataKey, context, random);
const section = await encryptContent(dataKey, random(4096), context.aad, random);

/** Median over five rounds of the round's p50, in milliseconds. */
async function p50Ms(work: () => Promise<unknown>): Promise<number> {
  const medians: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const measured: number[] = [];
    for (let i = 0; i < times; i++) {
      const start = performance.now();
      await work();
      measured.push(performance.now() - start);
    }
    medians.push(measured.sort((a, b) => a - b)[times / 2] as number);
  }
  return medians.sort((a, b) => a - b)[Math.floor(rounds / 2)] as number;
}

const figures = {
  openP50Ms: await p50Ms(() => openWith(webCryptoCurves, keys.privateKey, sealed, context)),
  openByNobleP50Ms: await p50Ms(() => openWith(nobleCurves, keys.privateKey, sealed, context)),
  sealP50Ms: await p50Ms(() => sealWith(webCryptoCurves, keys.publicKey, dataKey, context, random)),
  decryptSectionP50Ms: await p50Ms(() => decryptContent(dataKey, section, context.aad)),
};
const rounded = Object.fromEntries(
  Object.entries(figures).map(([name, ms]) => [name, Number(ms.toFixed(3))]),
);
const openRatio = Number((figures.openByNobleP50Ms / figures.openP50Ms).toFixed(2));
process.stderr.write(
  `Opening takes ${figures.openP50Ms.toFixed(2)} ms, ${openRatio} times faster than by noble.\n`,
);
process.stdout.write(`${JSON.stringify({ ...rounded, openRatio })}\n`);
