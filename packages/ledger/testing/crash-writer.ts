import { createSigner } from "../files/node-crypto.ts";
import { openLog } from "../files/open.ts";
import { bytesOf } from "./random-bytes.ts";

/**
 * A process to be killed: many clients append to the log in the folder of its first argument, one entry each time,
 * until the end. Each entry that was acknowledged is told on standard output, which for a pipe is written at once.
 */
const [folder = "", round = "0", clients = "40"] = process.argv.slice(2);
const log = await openLog(folder, {
  origin: "crash.example/log",
  signer: createSigner(bytesOf("crash signer")),
});
process.stdout.write(`open ${log.size} ${log.removedPaths.length}\n`);

async function appendWithoutEnd(client: number): Promise<void> {
  for (let turn = 0; ; turn++) {
    const label = `${round}/${client}/${turn}`;
    // Now and then many at once, so that commits cross the borders of bundles.
    const count = turn % 16 === 15 ? 60 : 1;
    const entries = Array.from({ length: count }, (_, part) => bytesOf(`${label}/${part}`));
    const first = await log.append(entries);
    process.stdout.write(`${first} ${count} ${label}\n`);
  }
}

await Promise.all(Array.from({ length: Number(clients) }, (_, client) => appendWithoutEnd(client)));
