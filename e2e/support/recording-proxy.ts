import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** Stands between a browser and the server and keeps what passes, byte by byte, both ways. */
export interface RecordingProxy {
  readonly port: number;
  /** Where the server listens; set once it is known. */
  forwardTo(port: number): void;
  recorded(): { readonly sent: Buffer; readonly answered: Buffer };
  /** Ends every connection, as a browser does that is closed. */
  hangUp(): void;
  stop(): Promise<void>;
}

/**
 * Listens on a free port of this machine. Nothing is changed on the way, so the server sees the Host that the browser
 * asked for.
 *
 * @param from the address that the server sees its caller at; one of 127.0.0.0/8 where the system has them all (Linux)
 */
export async function startRecordingProxy(from?: string): Promise<RecordingProxy> {
  const sent: Buffer[] = [];
  const answered: Buffer[] = [];
  const open = new Set<Socket>();
  let target = 0;
  const server = createServer((browser) => {
    const far = connect({ host: "127.0.0.1", port: target, ...(from && { localAddress: from }) });
    browser.on("data", (bytes: Buffer) => void sent.push(bytes));
    far.on("data", (bytes: Buffer) => void answered.push(bytes));
    browser.pipe(far);
    far.pipe(browser);
    for (const [socket, other] of [
      [browser, far],
      [far, browser],
    ] as const) {
      open.add(socket);
      socket.on("error", () => other.destroy());
      socket.on("close", () => {
        open.delete(socket);
        other.destroy();
      });
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the proxy has no address");
  const hangUp = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    port: address.port,
    forwardTo: (port) => {
      target = port;
    },
    recorded: () => ({ sent: Buffer.concat(sent), answered: Buffer.concat(answered) }),
    hangUp,
    stop: async () => {
      hangUp();
      server.close();
      await once(server, "close");
    },
  };
}
