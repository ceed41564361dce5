import { existsSync } from "node:fs";
import { join } from "node:path";
import { createVerifierKey } from "@leeward/ledger";
import { createSigner, createWitness, openWitness, serveWitness, sha256 } from "@leeward/ledger/files";
import type { Ground } from "../main.ts";

/**
 * A real witness beside the demonstration, so that a visitor sees one at work. On the same machine it proves nothing:
 * its name says so.
 */
export async function startWitness(
  ground: Ground,
  log: (line: string) => void,
): Promise<{ url: string; key: Awaited<ReturnType<typeof createWitness>>; stop(): Promise<void> }> {
  const folder = join(ground.config.dataDir, "witness");
  if (!existsSync(join(folder, "key")))
    await createWitness(folder, "same-machine.invalid/only-a-demonstration");
  const witness = await openWitness(folder, () => Math.floor(Date.now() / 1000));
  const { ledgerOrigin, ledgerSeed } = ground.secrets;
  if (!witness.logs.some(({ origin }) => origin === ledgerOrigin)) {
    await witness.follow(createVerifierKey(sha256, ledgerOrigin, createSigner(ledgerSeed).publicKey));
  }
  const server = await serveWitness(witness, {
    host: "127.0.0.1",
    port: 0,
    onFailure: (error) => log(`witness: ${error instanceof Error ? error.message : String(error)}`),
  });
  return {
    url: `http://127.0.0.1:${server.port}`,
    key: witness.verifierKey,
    stop: async () => {
      await server.close();
      await witness.close();
    },
  };
}
