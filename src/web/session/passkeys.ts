import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/browser";
import { relyingPartyOf } from "../../core/identity/passkeys/relying-party.ts";
import { PASSKEY_PRF_INPUT, wrapKeyOfPasskey } from "../../core/identity/passkeys/wrap-key.ts";
import { toBase64Url } from "../../core/keys/bytes.ts";
import type { Api } from "../api/client.ts";

/** Passkeys in this browser. What the authenticator's PRF answers becomes a key here and is never sent. */

/** What goes to the server, and the key that stays: null where the authenticator has no PRF. */
export interface Answered {
  readonly credential: { readonly id: string };
  readonly wrapKey: Uint8Array | null;
}

export interface OwnPasskey {
  readonly id: string;
  readonly credentialId: string;
  readonly name: string;
  readonly site: string;
  readonly backedUp: boolean;
  readonly wrapped: string | null;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly suspendedAt: string | null;
}

export interface OwnPasskeys {
  /** The site of this address; null where browsers make no passkeys. */
  readonly site: string | null;
  readonly passkeys: readonly OwnPasskey[];
}

/** The browser asked and nobody answered, or it cannot do this here. */
export class NotAnswered extends Error {
  override readonly name = "NotAnswered";
  readonly isKnownAlready: boolean;
  constructor(cause: unknown) {
    super("The browser gave no passkey.", { cause });
    const name = cause instanceof Error ? cause.name : "";
    this.isKnownAlready = name === "InvalidStateError";
  }
}

/** Whether this browser, at this address, can have passkeys at all. */
export const canHavePasskeys = (): boolean =>
  "PublicKeyCredential" in globalThis && relyingPartyOf([location.origin], location.host) !== null;

const PRF = { prf: { eval: { first: PASSKEY_PRF_INPUT } } };

/** Answers a challenge of the server. */
export async function answerWithPasskey(options: PublicKeyCredentialRequestOptionsJSON): Promise<Answered> {
  const { startAuthentication } = await import("@simplewebauthn/browser");
  const optionsJSON = { ...options, extensions: PRF };
  const answer = await startAuthentication({ optionsJSON }).catch((error: unknown) => {
    throw new NotAnswered(error);
  });
  return split(answer);
}

/**
 * Makes a passkey. Where the authenticator has a PRF but does not answer it while making, it is asked once more.
 *
 * @throws NotAnswered, Refusal, NoAnswer
 */
export async function addPasskey(
  api: Api,
  name: string,
): Promise<{ id: string; recoveryCodes: string[] | null; wrapKey: Uint8Array | null }> {
  const options = await api.send<PublicKeyCredentialCreationOptionsJSON>("POST", "/api/passkeys/begin");
  const { startRegistration } = await import("@simplewebauthn/browser");
  const optionsJSON = { ...options, extensions: { ...options.extensions, ...PRF } };
  const made = await startRegistration({ optionsJSON }).catch((error: unknown) => {
    throw new NotAnswered(error);
  });
  const hasPrf = Object(made.clientExtensionResults).prf?.enabled === true;
  const { credential, wrapKey } = split(made);
  const { attestationObject, clientDataJSON, transports } = made.response;
  const response = { attestationObject, clientDataJSON, ...(transports ? { transports } : {}) };
  const kept = await api.send<{ id: string; recoveryCodes: string[] | null }>("POST", "/api/passkeys", {
    body: { name, credential: { ...credential, response } },
  });
  const rpId = options.rp.id ?? location.hostname;
  // The passkey is kept by now: without this answer it signs in, and the password opens the keys.
  const later = hasPrf && !wrapKey ? await askForKey(rpId, [made.id]).catch(() => null) : null;
  return { ...kept, wrapKey: wrapKey ?? later?.wrapKey ?? null };
}

/** Asks an authenticator for its key alone. The server is not part of it, so the challenge is this page's own. */
export async function askForKey(rpId: string, credentialIds: readonly string[]): Promise<Answered> {
  return answerWithPasskey({
    rpId,
    challenge: toBase64Url(crypto.getRandomValues(new Uint8Array(32))),
    allowCredentials: credentialIds.map((id) => ({ id, type: "public-key" })),
    userVerification: "required",
  });
}

/** Takes the extensions out: with them the PRF's answer would travel to the server. */
function split<
  Made extends { id: string; clientExtensionResults: object; authenticatorAttachment?: unknown },
>(made: Made): { credential: { id: string }; wrapKey: Uint8Array | null } {
  const { clientExtensionResults, authenticatorAttachment: _, ...credential } = made;
  const first: unknown = Object(clientExtensionResults).prf?.results?.first;
  const wrapKey = first instanceof ArrayBuffer ? wrapKeyOfPasskey(new Uint8Array(first)) : null;
  return { credential: { ...credential, clientExtensionResults: {} } as { id: string }, wrapKey };
}
