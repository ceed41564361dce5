import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { derivePasswordSecrets } from "../../src/core/identity/member-keys.ts";
import { argon2id } from "../../src/core/identity/words/argon2-node.ts";
import { type Ask, until } from "./client.ts";

/** A member who reads and saves one part of one case, with the versions that were acknowledged. */
export interface Saver {
  readonly caseId: string;
  readonly category: string;
  readonly acknowledged: number[];
  /** Openings that were answered. */
  reads: number;
}

/** @returns the headers of a session */
export async function signIn(
  origin: string,
  email: string,
  password: string,
): Promise<Record<string, string>> {
  const { authSecret } = await derivePasswordSecrets({ email, password }, argon2id);
  const answer = await fetch(`${origin}/api/sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json", origin },
    body: JSON.stringify({ email, authSecret }),
  });
  if (!answer.ok) throw new Error(`${email} may not sign in: ${answer.status} ${await answer.text()}`);
  return { cookie: answer.headers.getSetCookie()[0]?.split(";")[0] ?? "" };
}

const PAUSE_MS = 40;

/**
 * Reads the part, saves a further version, and so on. A save whose answer was lost is not sent again: the next look
 * shows what became of it.
 */
export async function saveSections(
  ask: Ask,
  session: Readonly<Record<string, string>>,
  saver: Saver,
  onAnswer: () => void,
  isOver: () => boolean,
): Promise<void> {
  const path = `/api/cases/${saver.caseId}/sections/${saver.category}`;
  const headers = { ...session, "leeward-purpose": "support" };
  while (!isOver()) {
    const { version, document } = await until(ask, path, { headers });
    saver.reads++;
    const saved = await ask(path, {
      method: "PUT",
      headers: { ...headers, "if-match": `"v${version}"`, "idempotency-key": randomUUID() },
      body: { document },
    });
    if (saved) {
      saver.acknowledged.push(saved.version);
      onAnswer();
    }
    await sleep(PAUSE_MS);
  }
}
