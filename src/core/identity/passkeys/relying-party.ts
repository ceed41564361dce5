/** The site that a passkey is made for. */
export interface RelyingParty {
  /** What the browser reports: `https://desk.example.org`. */
  readonly origin: string;
  /** The host without its port. */
  readonly rpId: string;
}

/**
 * The site of a request, by the host that it came to; null where browsers make no passkeys: a number in place of a
 * name (WebAuthn Level 3, 5.1.3), or plain HTTP away from this machine.
 *
 * @param origins of the house, such as LEEWARD_ORIGIN says them
 */
export function relyingPartyOf(origins: readonly string[], host: string): RelyingParty | null {
  const url = origins.map((origin) => new URL(origin)).find((one) => one.host === host);
  if (!url || /^[\d.]+$/.test(url.hostname) || url.hostname.startsWith("[")) return null;
  if (url.protocol !== "https:" && url.hostname !== "localhost" && !url.hostname.endsWith(".localhost"))
    return null;
  return { origin: url.origin, rpId: url.hostname };
}
