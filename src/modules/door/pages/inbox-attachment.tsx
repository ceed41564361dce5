import { useEffect, useState } from "react";
import { fromBase64Url } from "../../../core/keys/bytes.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Button, buttonClass } from "../../../web/kit/button.tsx";
import { Icon } from "../../../web/kit/icon.tsx";
import { Note } from "../../../web/kit/marks.tsx";
import { useSession } from "../../../web/session/session.tsx";
import { isAudio, isImage } from "../attachments/media.ts";
import type { NamedAttachment } from "../attachments/named.ts";
import { openNamed } from "../attachments/upload.ts";

const KIB = 1024;

/**
 * An attachment, opened in this browser when it is asked for. A picture is grey and blurred until someone wants to see it,
 * a recording makes no sound before it is played, and anything else is only saved.
 */
export function InboxAttachment({ named }: { readonly named: NamedAttachment }) {
  const { say } = useDesk();
  const { api } = useSession();
  const [state, setState] = useState<"closed" | "opening" | "failed" | { readonly url: string }>("closed");
  const [isClear, setClear] = useState(false);
  const url = typeof state === "object" ? state.url : null;
  useEffect(() => () => (url ? URL.revokeObjectURL(url) : undefined), [url]);
  const open = async (): Promise<void> => {
    setState("opening");
    try {
      const content = await openNamed(named, fromBase64Url(named.key, 32), (number) =>
        api.getBytes(`/api/inbox/attachments/${named.id}/pieces/${number}`),
      );
      setState({ url: URL.createObjectURL(new Blob([content], { type: named.type })) });
    } catch {
      setState("failed"); // changed on the way, deleted, or no connection: said below
    }
  };
  const size = say("attachment.size", { kib: Math.max(1, Math.round(named.sizeBytes / KIB)) });
  return (
    <div className="stack attachment">
      <p className="small">
        <Icon name="clip" /> <bdi>{named.name}</bdi> <span className="quiet">{size}</span>
      </p>
      {named.hiddenDetails !== "removed" && (
        <Note kind="soon">
          <p>{say(named.hiddenDetails === "kept" ? "attachment.original" : "attachment.unknown")}</p>
        </Note>
      )}
      {url === null ? (
        <p>
          <Button small busy={state === "opening"} onClick={() => void open()}>
            {say("attachment.open")}
          </Button>
        </p>
      ) : isImage(named.type) ? (
        <>
          <p>
            <Button small aria-pressed={isClear} onClick={() => setClear(!isClear)}>
              {say(isClear ? "attachment.blur" : "attachment.clear")}
            </Button>
          </p>
          <img className={isClear ? "attached-image" : "attached-image attached-dim"} src={url} alt="" />
        </>
      ) : isAudio(named.type) ? (
        // biome-ignore lint/a11y/useMediaCaption: nobody has written down yet what was said
        <audio controls preload="none" src={url} />
      ) : (
        <>
          <p className="quiet">{say("attachment.careful")}</p>
          <p>
            <a className={buttonClass("other", true)} href={url} download={named.name}>
              {say("attachment.save")}
            </a>
          </p>
        </>
      )}
      {state === "failed" && (
        <p role="status" className="said said-bad">
          <Icon name="alert" />
          <span>{say("attachment.failed")}</span>
        </p>
      )}
    </div>
  );
}
