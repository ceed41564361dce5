import { stopTestServer } from "../../src/core/db/testing.ts";
import { ensureOutcome, loadProof } from "./contract.ts";

// Runs one proof in a process of its own, so that what it leaves open or uses up touches no other; the parent
// (run.ts) gets the outcome as a message.
const [url = ""] = process.argv.slice(2);
const proof = await loadProof(url);
try {
  const outcome = ensureOutcome(await proof.run((line) => process.stderr.write(`  ${line}\n`)));
  await new Promise<void>((resolve, reject) => {
    if (!process.send) throw new Error("one.ts is started by run.ts");
    process.send(outcome, (error: Error | null) => (error ? reject(error) : resolve()));
  });
} finally {
  await stopTestServer();
}
process.exit(0);
