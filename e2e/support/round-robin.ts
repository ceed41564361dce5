import { once } from "node:events";
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from "node:http";

/** A reverse proxy of a test: each request goes to the next of its servers, one that is gone is passed over. */
export interface RoundRobin {
  readonly origin: string;
  readonly port: number;
  stop(): Promise<void>;
}

/** @param ports of servers on this machine, asked for at each request: they may be started again elsewhere */
export async function startRoundRobin(port: number, ports: () => readonly number[]): Promise<RoundRobin> {
  let turn = 0;
  const server = createServer((request, response) => {
    const chosen = ports();
    const first = turn++;
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const order = chosen.map((_, nth) => chosen[(first + nth) % chosen.length] ?? 0);
      pass(request, Buffer.concat(chunks), response, order);
    });
  });
  server.requestTimeout = 0;
  await once(server.listen(port, "127.0.0.1"), "listening");
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function pass(
  request: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
  order: readonly number[],
): void {
  const [port, ...others] = order;
  if (port === undefined) {
    response.writeHead(502).end();
    return;
  }
  const { method, url: path, headers } = request;
  const onward = forward({ host: "127.0.0.1", port, method, path, headers, agent: false });
  onward.on("response", (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    response.flushHeaders(); // a stream of events begins with nothing but these
    answer.pipe(response);
    answer.on("error", () => response.destroy());
  });
  onward.on("error", (error) => {
    // Only a server that has heard nothing may be passed over: another one would do the act a second time.
    const isUnheard = "code" in error && error.code === "ECONNREFUSED";
    if (isUnheard) pass(request, body, response, others);
    else response.destroy();
  });
  response.on("close", () => onward.destroy());
  onward.end(body);
}
