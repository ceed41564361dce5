/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import { transferStatement } from "../transfer/statement.ts";
import { ApiError, type TransferAnswered } from "./api.ts";
import type { ShownTransfer } from "./conversation.ts";
import { sayFailure } from "./failures.ts";
import { AnswerNote, Icon, type Said, Status } from "./parts.tsx";
import type { RoomProps } from "./rooms.tsx";

interface Props {
  readonly transfer: ShownTransfer;
  readonly room: RoomProps;
  readonly onAnswered: () => void;
}

/** A question: may another agency take over? Who would read, who would not any more; then yes, or not now, of the same size. */
export function TransferView({ transfer, room, onAnswered }: Props) {
  const { say } = room.ground;
  const { terms } = transfer;
  if (!terms) return <AnswerNote text={say("offer-changed")} isBad />;
  const names = { from: terms.from.name, to: terms.to.name };
  if (terms.status === "done") return <AnswerNote text={say("transfer-said-yes", names)} />;
  if (terms.status === "declined") return <AnswerNote text={say("transfer-said-no", names)} />;
  if (terms.status === "taken-back") return <AnswerNote text={say("offer-taken-back")} />;
  return <OpenTransfer terms={terms} room={room} onAnswered={onAnswered} />;
}

function OpenTransfer(props: {
  readonly terms: TransferAnswered;
  readonly room: RoomProps;
  readonly onAnswered: () => void;
}) {
  const { terms, room, onAnswered } = props;
  const { say, language, emergency } = room.ground;
  const [said, setSaid] = useState<Said | null>(null);
  const isBusy = said?.kind === "busy";
  const names = { from: terms.from.name, to: terms.to.name };
  const answer = async (yes: boolean): Promise<void> => {
    if (isBusy) return;
    setSaid({ kind: "busy", lines: yes ? [say("transfer-locking", names)] : [] });
    try {
      await room.withVisit((visit) =>
        yes ? visit.sayYesToTransfer(terms, language, say) : visit.sayNoToTransfer(terms.id),
      );
      onAnswered();
    } catch (error) {
      setSaid({ kind: "bad", lines: explain(error) });
    }
  };
  const explain = (error: unknown): string[] => {
    const code = error instanceof ApiError ? error.code : "";
    if (code === "transfer-answered" || code === "transfer-changed") return [say("offer-changed")];
    if (code === "transfer-nobody") return [say("transfer-nobody", names)];
    if (code === "letter-order") return [say("talk-someone-first")];
    return sayFailure(error, say, emergency, "file-failed");
  };
  const titleId = `transfer-${terms.id}`;
  return (
    <section class="offer" aria-labelledby={titleId}>
      <h2 id={titleId}>{say("transfer-title", names)}</h2>
      <p class="small">{say("transfer-lead", names)}</p>
      <ul class="kept">
        <li>
          <Icon name="tick" />
          <span>{say("transfer-reads", names)}</span>
        </li>
        <li>
          <Icon name="tick" />
          <span>{say("transfer-words")}</span>
        </li>
      </ul>
      <ul class="kept kept-not">
        <li>
          <Icon name="none" />
          <span>{say("transfer-no-more", names)}</span>
        </li>
      </ul>
      {terms.readers && (
        <p class="signed" dir="auto">
          {transferStatement({ ...terms, toRootKey: terms.readers.rootKey }, language, say).text}
        </p>
      )}
      <div class="answers">
        <button type="button" class="btn btn-main" aria-busy={isBusy} onClick={() => void answer(true)}>
          {say("offer-yes")}
        </button>
        <button type="button" class="btn" aria-busy={isBusy} onClick={() => void answer(false)}>
          {say("offer-no")}
        </button>
      </div>
      <Status said={said} />
      <p class="small quiet">{say("transfer-free", names)}</p>
    </section>
  );
}
