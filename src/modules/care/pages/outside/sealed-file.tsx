import { useState } from "react";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Button } from "../../../../web/kit/button.tsx";
import { Note } from "../../../../web/kit/marks.tsx";

/** What the member's browser made, and has alone. */
export interface Sealed {
  readonly reference: string;
  readonly bytes: Uint8Array;
  /** Null where the agency opens it with its own key. */
  readonly passphrase: string | null;
  /** Of the link; base64url. */
  readonly secret: string;
  readonly to: { readonly name: string; readonly language: string };
}

/** The file to take, the link to send with it, and the digits to say over the telephone; shown this once. */
export function SealedFile({ sealed, onClose }: { sealed: Sealed; onClose: () => void }) {
  const { say } = useDesk();
  const { reference, bytes, passphrase, secret, to } = sealed;
  const [isTaken, setTaken] = useState(false);
  const take = () => {
    const url = URL.createObjectURL(new Blob([bytes.slice()], { type: "application/octet-stream" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = `${reference}.txt.age`;
    link.click();
    URL.revokeObjectURL(url);
    setTaken(true);
  };
  return (
    <div className="stack stack-4">
      <p>{say("outside.sealed", { agency: to.name, reference })}</p>
      <div className="row">
        <Button kind="main" icon="lock" onClick={take}>
          {say("outside.take")}
        </Button>
      </div>
      <LinkToSend secret={secret} language={to.language} />
      {passphrase && (
        <Note icon="phone">
          <p>{say("outside.passphrase")}</p>
          <p>
            <b>
              <bdi className="as-written" data-passphrase="">
                {passphrase}
              </bdi>
            </b>
          </p>
        </Note>
      )}
      <p className="small quiet">{say("outside.once")}</p>
      <div className="row">
        <Button onClick={onClose} {...(!isTaken && { disabled: true })}>
          {say("outside.finished")}
        </Button>
      </div>
    </div>
  );
}

/** The address of the page that answers; its secret stands in the fragment, which no browser sends. */
export function LinkToSend({ secret, language }: { secret: string; language: string }) {
  const { say } = useDesk();
  return (
    <Note icon="send">
      <p>{say("outside.link")}</p>
      <p>
        <bdi className="as-written" dir="ltr" data-link="">
          {`${location.origin}/answer?lang=${language}#${secret}`}
        </bdi>
      </p>
    </Note>
  );
}
