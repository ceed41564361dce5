/** @jsxImportSource preact */
import { useEffect, useState } from "preact/hooks";
import { fromBase64Url } from "../../../core/keys/bytes.ts";
import { isAudio, isImage } from "../attachments/media.ts";
import type { NamedAttachment } from "../attachments/named.ts";
import { openNamed } from "../attachments/upload.ts";
import { Icon, type Said, Status } from "./parts.tsx";
import type { RoomProps } from "./rooms.tsx";

/** What went with a letter: shown when asked for, from locked pieces, in memory alone. */
export function AttachmentView({
  room,
  named,
}: {
  readonly room: RoomProps;
  readonly named: NamedAttachment;
}) {
  const { say } = room.ground;
  const [url, setUrl] = useState<string | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  useEffect(() => () => (url ? URL.revokeObjectURL(url) : undefined), [url]);
  const open = async (): Promise<void> => {
    setSaid({ kind: "busy", lines: [say("attach-opening")] });
    try {
      const content = await room.withVisit((visit) =>
        openNamed(named, fromBase64Url(named.key, 32), (number) =>
          visit.getBytes(`/api/door/attachments/${named.id}/pieces/${number}`),
        ),
      );
      setUrl(URL.createObjectURL(new Blob([content], { type: named.type })));
      setSaid(null);
    } catch {
      setSaid({ kind: "bad", lines: [say("attach-open-failed")] }); // changed, gone, or no connection
    }
  };
  return (
    <div class="stack">
      <p class="small quiet">
        <Icon name="paper" /> <bdi>{named.name}</bdi>
        {named.hiddenDetails !== "removed" && <> · {say("attach-kept")}</>}
      </p>
      {url === null ? (
        <button type="button" class="btn" aria-busy={said?.kind === "busy"} onClick={() => void open()}>
          {say("attach-open")}
        </button>
      ) : isImage(named.type) ? (
        <img class="attachment" src={url} alt="" />
      ) : isAudio(named.type) ? (
        // biome-ignore lint/a11y/useMediaCaption: nobody else has heard what was said
        <audio controls preload="metadata" src={url} />
      ) : (
        <a class="btn" href={url} download={named.name}>
          {say("attach-save")}
        </a>
      )}
      <Status said={said} />
    </div>
  );
}
