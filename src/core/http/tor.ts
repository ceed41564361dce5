import { createServer } from "node:net";
import type { FastifyRequest } from "fastify";
import type { App } from "./app.ts";

/** Lines that came through Tor. Held weakly: what has ended is forgotten. */
const lines = new WeakSet<object>();

/**
 * Whether this came at the port that Tor alone is sent to. What a caller says of itself, such as the name it asks for, does not
 * count: over Tor it could ask for any name, and so be taken for someone else.
 */
export const cameOverTor = (request: FastifyRequest): boolean => lines.has(request.raw.socket);

export const isOnion = (origin: string): boolean => new URL(origin).hostname.endsWith(".onion");

/**
 * A second way into the same server, on this machine alone: its lines have the same limits and end with it. To be called
 * before `app.listen`.
 */
export async function listenForTor(app: App, port: number): Promise<void> {
  const way = createServer({ allowHalfOpen: true, noDelay: true }, (line) => {
    lines.add(line);
    app.server.emit("connection", line);
  });
  app.addHook("preClose", async () => void way.close());
  await app.ready();
  await new Promise<void>((resolve, reject) => {
    way.once("error", reject);
    way.listen({ port, host: "127.0.0.1" }, resolve);
  });
}
