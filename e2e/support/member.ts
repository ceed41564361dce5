import { randomUUID } from "node:crypto";
import { derivePasswordSecrets } from "../../src/core/identity/member-keys.ts";
import { argon2id } from "../../src/core/identity/words/argon2-node.ts";

interface Ask {
  readonly purpose?: string;
  readonly match?: string;
  readonly body?: unknown;
}

/** A member at the API, without a browser. */
export interface Member {
  /** @throws Error that begins with method, path and status when the answer is a refusal */
  // biome-ignore lint/suspicious/noExplicitAny: what the far side answers is checked by what is done with it
  ask(method: string, path: string, ask?: Ask): Promise<any>;
}

/** Signs in with the password, as the desk does. */
export async function signInMember(
  state: { readonly origin: string; readonly password: string },
  email: string,
): Promise<Member> {
  const { authSecret } = await derivePasswordSecrets({ email, password: state.password }, argon2id);
  const answer = await fetch(`${state.origin}/api/sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, authSecret }),
  });
  if (!answer.ok) throw new Error(`${email} may not sign in: ${answer.status} ${await answer.text()}`);
  const cookie = answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  return {
    ask: async (method, path, { purpose, match, body } = {}) => {
      const response = await fetch(state.origin + path, {
        method,
        headers: {
          cookie,
          "idempotency-key": randomUUID(),
          ...(purpose && { "leeward-purpose": purpose }),
          ...(match && { "if-match": match }),
          ...(body !== undefined && { "content-type": "application/json" }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
      return text === "" ? undefined : JSON.parse(text);
    },
  };
}
