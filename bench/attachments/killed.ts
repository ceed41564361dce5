import { randomUUID } from "node:crypto";
import { type Demonstration, startDemonstration, temporaryFolder } from "../../e2e/support/demonstration.ts";
import { Upload } from "../../src/modules/door/attachments/upload.ts";
import type { ApiError } from "../../src/modules/door/island/api.ts";
import { FirstLetter } from "../../src/modules/door/island/first-letter.ts";
import { Visit } from "../../src/modules/door/island/visit.ts";
import { makeWay } from "../../src/modules/door/island/way.ts";
import { isThere, phones, random } from "./phones.ts";

const CONTENT_BYTES = 3 * 1024 ** 2;
/** The last moment of an upload at which it is killed, in pieces. */
const PIECES = 24;

export interface Killed {
  readonly rounds: number;
  /** Pieces that the house said it has, before it was killed. */
  readonly acknowledged: number;
  /** Of these, those that were not there afterwards. */
  readonly lost: number;
  /** Times that a piece of something half there was given out. */
  readonly halfGiven: number;
  /** Uploads that went on where they were, ended, and opened byte by byte. */
  readonly opened: number;
}

/** Kills server and database in the middle of uploads, each time at another piece, and starts them again. */
export async function killUploads(rounds: number, say: (line: string) => void): Promise<Killed> {
  const dataDir = await temporaryFolder();
  let house: Demonstration = await startDemonstration({ dataDir });
  const { tools, close } = phones(() => house.origin, 4);
  let [acknowledged, lost, halfGiven, opened] = [0, 0, 0, 0];
  try {
    for (let round = 0; round < rounds; round++) {
      const { doorSalt } = await tools.ask<{ doorSalt: string }>("/api/door");
      const way = await makeWay(tools, doorSalt);
      await new FirstLetter(tools, way).send({ text: "I have a picture.", language: "en" });
      const visit = await Visit.begin(tools, way);
      const content = random(CONTENT_BYTES);
      const upload = new Upload(
        { content, type: "application/octet-stream", hiddenDetails: "unknown", name: "file" },
        randomUUID(),
        tools.random,
      );
      const kept: { path: string; bytes: Uint8Array<ArrayBuffer> }[] = [];
      const killAt = (7 * round) % PIECES;
      let killing: Promise<void> | undefined;
      const line = (on: Visit) => ({
        ask: on.ask.bind(on),
        putBytes: async (path: string, bytes: Uint8Array<ArrayBuffer>) => {
          if (kept.length === killAt) killing ??= house.kill();
          await on.putBytes(path, bytes);
          kept.push({ path, bytes });
        },
      });
      const isBroken = await upload
        .run(line(visit), () => undefined)
        .then(
          () => false,
          () => true,
        );
      await killing;
      say(
        `${round + 1} of ${rounds}: killed after ${kept.length} pieces${isBroken ? "" : ", which were all"}`,
      );
      house = await startDemonstration({ dataDir });
      const again = await Visit.begin(tools, way);
      const before = [...kept];
      acknowledged += before.length;
      for (const { path, bytes } of before) {
        if (isBroken && (await isGiven(again, path))) halfGiven += 1;
        // Another one in its place is refused, so it is there.
        const other = new Uint8Array(bytes);
        other[0] = (other[0] ?? 0) ^ 1;
        if ((await codeOf(again.putBytes(path, other))) !== "attachment-other") lost += 1;
      }
      const named = await upload.run(line(again), () => undefined);
      if (await isThere(again, named, content)) opened += 1;
    }
  } finally {
    close();
    await house.stop();
    await house.remove();
  }
  return { rounds, acknowledged, lost, halfGiven, opened };
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "taken",
    (error: ApiError) => error.code,
  );
const isGiven = async (visit: Visit, path: string): Promise<boolean> =>
  (await codeOf(visit.getBytes(path))) === "taken";
