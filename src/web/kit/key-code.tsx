import { keyCodeOf } from "../../core/identity/key-code.ts";
import { fromBase64Url } from "../../core/keys/bytes.ts";

/** The code of a member's public keys (base64url), to be read aloud and compared; always from left to right. */
export function KeyCode(props: { memberId: string; readingKey: string; signingKey: string }) {
  const code = keyCodeOf(props.memberId, {
    readingKey: fromBase64Url(props.readingKey),
    signingKey: fromBase64Url(props.signingKey),
  });
  return (
    <p className="mono key">
      <bdi dir="ltr">{code}</bdi>
    </p>
  );
}
