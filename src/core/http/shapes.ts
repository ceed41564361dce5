import { Type } from "typebox";

/**
 * Bytes as they come in over HTTP, in the one spelling that `core/keys` takes: the bits of the last letter that belong
 * to no byte are zero. Another spelling is refused with `bad-body`, before anything tries to read it.
 */
export const Key32 = Type.String({ pattern: "^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$" });
/** 64 bytes. */
export const Signature = Type.String({ pattern: "^[A-Za-z0-9_-]{85}[AQgw]$" });
/** 32 bytes sealed to one key: 80. */
export const Sealed32 = Type.String({ pattern: "^[A-Za-z0-9_-]{106}[AEIMQUYcgkosw048]$" });
/** 64 bytes sealed to one key: 112. */
export const Sealed64 = Type.String({ pattern: "^[A-Za-z0-9_-]{149}[AQgw]$" });
/** A member's private keys, wrapped: some 60 to 450 bytes. */
export const WrappedKeys = Type.String({
  minLength: 80,
  maxLength: 600,
  pattern: "^(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-][AQgw]|[A-Za-z0-9_-]{2}[AEIMQUYcgkosw048])?$",
});
/** A mailbox: 16 bytes in base32. */
export const MailboxAddress = Type.String({ pattern: "^[a-z2-7]{25}[aeimquy4]$" });
