import { formatVerifierKey } from "@leeward/ledger";
import { openWitness, serveWitness } from "@leeward/ledger/files";
import { type Command, printLine, UsageError } from "../command.ts";
import { LINES_OPTION, runUntilEnd } from "../running.ts";

/** Seconds since 1970. */
export const nowS = (): number => Math.floor(Date.now() / 1000);

const DEFAULT_LISTEN = "127.0.0.1:8100";

/** A witness for the logs that it follows: a small process with a folder and a key of its own. */
export const witnessServe: Command = {
  name: "witness serve",
  summary: "Cosigns checkpoints that go on from what it saw (c2sp.org/tlog-witness).",
  operands: "DIR",
  options: {
    listen: { type: "string", help: `address and port; ${DEFAULT_LISTEN}, behind a proxy with TLS` },
    ...LINES_OPTION,
  },
  examples: ["leeward witness serve /var/lib/witness", "leeward witness serve DIR --listen 127.0.0.1:9100"],
  run: async (io, values, operands) => {
    const [dir, ...more] = operands;
    if (!dir || more.length > 0) throw new UsageError("Name one folder: the witness's own.");
    const address = readListen(String(values.listen ?? DEFAULT_LISTEN));
    const witness = await openWitness(dir, nowS);
    try {
      const server = await serveWitness(witness, {
        ...address,
        onFailure: (error) => printLine(io.err, error instanceof Error ? error.message : String(error)),
      });
      printLine(io.err, `${formatVerifierKey(witness.verifierKey)}`);
      for (const { origin, size } of witness.logs)
        printLine(io.err, `follows ${origin}, seen ${size} entries`);
      const url = `http://${address.host}:${server.port}/`;
      printLine(io.err, `Ready: ${url}`);
      const key = formatVerifierKey(witness.verifierKey);
      const logs = witness.logs.map(({ origin, size }) => ({ origin, size }));
      return await runUntilEnd(io, {
        ready: values.json ? { url, key, logs } : undefined,
        parts: [{ stop: () => witness.close() }, { stop: () => server.close() }],
      });
    } catch (error) {
      await witness.close();
      throw error;
    }
  },
};

function readListen(text: string): { host: string; port: number } {
  const [, host, digits] = /^(.+):(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  if (host === undefined || port > 65_535)
    throw new UsageError(`--listen is an address and a port, like ${DEFAULT_LISTEN}; not “${text}”.`);
  return { host: host.replace(/^\[(.*)\]$/, "$1"), port };
}
