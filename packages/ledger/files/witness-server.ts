import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { formatVerifierKey } from "../notes/key.ts";
import { ADD_CHECKPOINT_BYTES_MAX } from "../witness/request.ts";
import type { Witness, WitnessAnswer } from "./witness.ts";

/** How to serve a witness. */
export type WitnessServerOptions = {
  readonly host: string;
  /** 0 for any that is free */
  readonly port: number;
  /** what went wrong, in a line without anything of a request */
  readonly onFailure: (error: unknown) => void;
};

/** A witness that can be reached. */
export type WitnessServer = {
  readonly port: number;
  /** Takes no more requests, answers those that it has. The witness stays open. */
  close(): Promise<void>;
};

const REQUEST_MS_MAX = 10_000;
const CONNECTIONS_MAX = 64;

/**
 * Serves `POST /add-checkpoint` (c2sp.org/tlog-witness), and `GET /`: who this is and what it saw last, as JSON.
 *
 * @throws the system's error where the address cannot be listened on
 */
export async function serveWitness(witness: Witness, options: WitnessServerOptions): Promise<WitnessServer> {
  const server = createServer({ requestTimeout: REQUEST_MS_MAX, keepAliveTimeout: 5_000 });
  server.maxConnections = CONNECTIONS_MAX;
  server.on("request", (request, response) => {
    answer(witness, request).then(
      (given) => send(response, given),
      (error: unknown) => {
        options.onFailure(error);
        send(response, plain(500, "This witness cannot answer now. Its operator is told."));
      },
    );
  });
  server.listen({ host: options.host, port: options.port });
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeIdleConnections();
      await closed;
    },
  };
}

async function answer(witness: Witness, request: IncomingMessage): Promise<WitnessAnswer> {
  const path = (request.url ?? "").split("?")[0];
  if (path === "/" && request.method === "GET") {
    const state = { key: formatVerifierKey(witness.verifierKey), logs: witness.logs };
    return { status: 200, type: "application/json", body: `${JSON.stringify(state)}\n` };
  }
  if (path !== "/add-checkpoint") return plain(404, "There is add-checkpoint here, and nothing else.");
  if (request.method !== "POST") return plain(405, "A checkpoint is sent with POST.");
  const body = await readBody(request);
  return body === null
    ? plain(413, `A request has at most ${ADD_CHECKPOINT_BYTES_MAX} bytes.`)
    : await witness.addCheckpoint(body);
}

async function readBody(request: IncomingMessage): Promise<Uint8Array | null> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    length += part.length;
    if (length > ADD_CHECKPOINT_BYTES_MAX) return null;
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}

function send(response: ServerResponse, { status, type, body }: WitnessAnswer): void {
  // Half a request is left unread where it was too long: that connection ends.
  if (status === 413) response.setHeader("connection", "close");
  response.writeHead(status, { "content-type": type, "x-content-type-options": "nosniff" });
  response.end(body);
}

function plain(status: number, reason: string): WitnessAnswer {
  return { status, type: "text/plain; charset=utf-8", body: `${reason}\n` };
}
