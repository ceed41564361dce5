import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { fromBase64Url } from "../../../core/keys/bytes.ts";
import { Refusal } from "../../../web/api/client.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Button, buttonClass } from "../../../web/kit/button.tsx";
import { Said } from "../../../web/kit/field.tsx";
import { Icon } from "../../../web/kit/icon.tsx";
import { Note } from "../../../web/kit/marks.tsx";
import { sayProblem } from "../../../web/session/problems.ts";
import { useSession } from "../../../web/session/session.tsx";
import { isContentIn, isNamedIn } from "../attachments/hash-list.ts";
import { isAudio, isImage } from "../attachments/media.ts";
import type { NamedAttachment } from "../attachments/named.ts";
import { openNamed } from "../attachments/upload.ts";
import { hashListQuery } from "./inbox-hash-list.tsx";

const KIB = 1024;

/**
 * An attachment, opened in this browser when it is asked for. A picture is grey and blurred until someone wants to see it,
 * a recording makes no sound before it is played, and anything else is only saved.
 */
export function InboxAttachment({ named }: { readonly named: NamedAttachment }) {
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const [state, setState] = useState<
    "closed" | "opening" | "failed" | "quarantined" | { readonly url: string }
  >("closed");
  const [isClear, setClear] = useState(false);
  const [isBroken, setBroken] = useState(false); // cut short on the way here, or harmed: this browser cannot draw it
  const url = typeof state === "object" ? state.url : null;
  useEffect(() => () => (url ? URL.revokeObjectURL(url) : undefined), [url]);
  const quarantine = async (): Promise<void> => {
    await api.send("POST", `/api/inbox/attachments/${named.id}/quarantine`);
    setState("quarantined");
  };
  const open = async (): Promise<void> => {
    setState("opening");
    try {
      // Before a byte of it is fetched: what the list names never comes to this machine.
      const list = await queries.fetchQuery(hashListQuery(api));
      if (isNamedIn(list, named)) return await quarantine();
      const content = await openNamed(named, fromBase64Url(named.key, 32), (number) =>
        api.getBytes(`/api/inbox/attachments/${named.id}/pieces/${number}`),
      );
      // The letter may name no hash of the kind that the list has, or, in bad faith, another one.
      if (await isContentIn(list, content)) return await quarantine();
      setState({ url: URL.createObjectURL(new Blob([content], { type: named.type })) });
    } catch (error) {
      // "failed": changed on the way, deleted, or no connection: said below
      const isKept = error instanceof Refusal && error.code === "attachment-quarantined";
      setState(isKept ? "quarantined" : "failed");
    }
  };
  const size = say("attachment.size", { kib: Math.max(1, Math.round(named.sizeBytes / KIB)) });
  return (
    <div className="stack attachment">
      <p className="small">
        <Icon name="clip" /> <bdi>{named.name}</bdi> <span className="quiet">{size}</span>
      </p>
      {named.hiddenDetails !== "removed" && state !== "quarantined" && (
        <Note kind="soon">
          <p>{say(named.hiddenDetails === "kept" ? "attachment.original" : "attachment.unknown")}</p>
        </Note>
      )}
      {state === "quarantined" ? (
        <Quarantined named={named} />
      ) : url === null ? (
        <p>
          <Button small busy={state === "opening"} onClick={() => void open()}>
            {say("attachment.open")}
          </Button>
        </p>
      ) : isImage(named.type) && !isBroken ? (
        <>
          <p>
            <Button small aria-pressed={isClear} onClick={() => setClear(!isClear)}>
              {say(isClear ? "attachment.blur" : "attachment.clear")}
            </Button>
          </p>
          <img
            className={isClear ? "attached-image" : "attached-image attached-dim"}
            src={url}
            alt=""
            onError={() => setBroken(true)}
          />
        </>
      ) : isAudio(named.type) ? (
        // biome-ignore lint/a11y/useMediaCaption: nobody has written down yet what was said
        <audio controls preload="none" src={url} />
      ) : (
        <>
          <p className="quiet">{say(isBroken ? "attachment.broken" : "attachment.careful")}</p>
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

/**
 * What was marked: nobody sees it here. Two people delete it, once it is reported as the law asks; or let it open again,
 * where the list does not name it.
 */
function Quarantined({ named }: { named: NamedAttachment }) {
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const list = useQuery(hashListQuery(api));
  const isNamed = list.data && isNamedIn(list.data, named);
  const propose = useMutation({
    mutationFn: (what: "deletion" | "release") =>
      api.send("POST", `/api/inbox/attachments/${named.id}/${what}`),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["proposals"] }),
  });
  return (
    <>
      <Note kind="danger">
        <p role="status">{say("attachment.quarantined")}</p>
      </Note>
      {isNamed !== undefined && (
        <p className="small">{say(isNamed ? "attachment.still-named" : "attachment.release-why")}</p>
      )}
      <div className="row">
        <Button small busy={propose.isPending} onClick={() => propose.mutate("deletion")}>
          {say("attachment.propose-deletion")}
        </Button>
        {isNamed === false && (
          <Button small busy={propose.isPending} onClick={() => propose.mutate("release")}>
            {say("attachment.propose-release")}
          </Button>
        )}
      </div>
      <Said
        wrong={propose.error && sayProblem(say, propose.error)}
        right={propose.isSuccess && say("attachment.deletion-waits")}
      />
    </>
  );
}
