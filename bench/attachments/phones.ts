import { randomBytes, randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { argon2id } from "../../src/core/identity/words/argon2-node.ts";
import { fromBase64Url } from "../../src/core/keys/index.ts";
import type { NamedAttachment } from "../../src/modules/door/attachments/named.ts";
import { openNamed } from "../../src/modules/door/attachments/upload.ts";
import { ApiError, type Ask, type Asker } from "../../src/modules/door/island/api.ts";
import type { Visit } from "../../src/modules/door/island/visit.ts";
import type { Tools } from "../../src/modules/door/island/way.ts";

export const random = (n: number) => new Uint8Array(randomBytes(n));

/**
 * What phones of many people have: lines to a house that may be started again at another address.
 *
 * @param linesMax open at the same time
 */
export function phones(
  origin: () => string,
  linesMax: number,
): { readonly tools: Tools; readonly close: () => void } {
  const agent = new Agent({ keepAlive: true, maxSockets: linesMax });
  /** @throws ApiError; `offline` where no answer came */
  const ask: Asker = <T>(path: string, options: Ask = {}): Promise<T> =>
    new Promise((resolve, reject) => {
      const payload =
        options.bytes ?? (options.body === undefined ? undefined : Buffer.from(JSON.stringify(options.body)));
      const headers = {
        ...(payload && { "content-length": payload.length }),
        ...(payload && { "content-type": options.bytes ? "application/octet-stream" : "application/json" }),
        ...(options.session !== undefined && { authorization: `Words ${options.session}` }),
        ...(options.key !== undefined && { "idempotency-key": options.key }),
      };
      const sent = request(origin() + path, { agent, method: options.method ?? "GET", headers });
      sent.on("response", (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("error", () => reject(new ApiError("offline")));
        response.on("end", () => {
          const body = Buffer.concat(parts);
          const isGood = (response.statusCode ?? 500) < 400;
          if (isGood && options.wants === "bytes") resolve(new Uint8Array(body) as T);
          else if (isGood) resolve((body.length === 0 ? undefined : JSON.parse(body.toString())) as T);
          else reject(new ApiError(String(JSON.parse(body.toString()).code)));
        });
      });
      sent.on("error", () => reject(new ApiError("offline")));
      sent.end(payload);
    });

  return { tools: { ask, random, argon2id, newKey: randomUUID }, close: () => agent.destroy() };
}

/** Whether an attachment opens again byte by byte. */
export async function isThere(visit: Visit, named: NamedAttachment, content: Uint8Array): Promise<boolean> {
  const opened = await openNamed(named, fromBase64Url(named.key, 32), (number) =>
    visit.getBytes(`/api/door/attachments/${named.id}/pieces/${number}`),
  );
  return Buffer.from(opened).equals(Buffer.from(content));
}
